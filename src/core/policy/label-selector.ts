import type { Value } from '../yaml/value.ts'

type Labels = ReadonlyMap<string, string>

function fulfils(labels: Labels, expression: Value): boolean {
  const key = expression.at('key').text ?? ''
  const values = expression.at('values').items.map(({ text }) => text)
  const label = labels.get(key)
  switch (expression.at('operator').text) {
    case 'In':
      return label !== undefined && values.includes(label)
    case 'NotIn':
      return label === undefined || !values.includes(label)
    case 'Exists':
      return label !== undefined
    case 'DoesNotExist':
      return label === undefined
    default:
      return false
  }
}

/** Whether labels are as a Kubernetes `LabelSelector` asks for; one that asks for nothing takes all. */
export const selectsLabels = (selector: Value, labels: Labels): boolean =>
  [...selector.at('matchLabels').fields].every(([key, value]) => labels.get(key) === value.text) &&
  selector.at('matchExpressions').items.every((expression) => fulfils(labels, expression))
