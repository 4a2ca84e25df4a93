import { data, Evaluator, Lexer, Parser } from '@actions/expressions'
import { parse } from 'yaml'
import { readProjectFile } from '../../scripts/reference-tables.ts'

interface Workflow {
  readonly jobs: Readonly<Record<string, { readonly steps: readonly { readonly with?: object }[] }>>
}

type Step = Readonly<Record<string, string>>

/** What expressions know: `inputs`, `secrets` and so on. */
type Contexts = Readonly<Record<string, Step>>

const dictionary = (values: Readonly<Record<string, data.ExpressionData>>): data.Dictionary =>
  new data.Dictionary(...Object.entries(values).map(([key, value]) => ({ key, value })))

/** What an expression gives, as GitHub's own library evaluates it. */
function evaluated(expression: string, contexts: Contexts): string {
  const tree = new Parser(new Lexer(expression).lex().tokens, Object.keys(contexts), []).parse()
  const known = Object.entries(contexts).map(([name, values]) => {
    const texts = Object.entries(values).map(([key, value]) => [key, new data.StringData(value)])
    return [name, dictionary(Object.fromEntries(texts) as Readonly<Record<string, data.StringData>>)]
  })
  const context = dictionary(Object.fromEntries(known) as Readonly<Record<string, data.Dictionary>>)
  return new Evaluator(tree, context).evaluate().coerceString()
}

/** What the only step of a workflow gives to the action when the workflow is started in these contexts. */
export function stepInputs(workflow: string, contexts: Contexts = {}): Step {
  const { jobs } = parse(workflow) as Workflow
  const steps = Object.values(jobs).flatMap((job) => job.steps)
  const given = steps.find((step) => step.with !== undefined)?.with ?? {}
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => [
      name,
      String(value).replaceAll(/\$\{\{(.+?)\}\}/g, (_, expression: string) => evaluated(expression, contexts))
    ])
  )
}

/** What the only step of an example gives to the action. */
export const exampleInputs = (name: string): Step =>
  stepInputs(readProjectFile(`examples/${name}`), { github: { actor: 'mona', token: 'ghs_job' } })
