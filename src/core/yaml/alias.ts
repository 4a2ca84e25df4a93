import { isAlias, isMap, isNode, isScalar, isSeq, type Alias, type Node, type Pair, type YAMLMap } from 'yaml'

/** Who reads the anchored nodes of one document. */
export interface AliasIndex {
  /** The node that an alias stands for: the last one with its anchor before it. */
  readonly resolve: (alias: Alias) => Node | undefined
  /** The aliases through which a node is read elsewhere: its own, and those of every anchored node around it. */
  readonly users: (node: Node) => readonly Alias[]
}

/** An anchored node around another, and the key under which that is in it. */
interface Around {
  readonly anchored: Node
  readonly key: string | undefined
}

interface Survey {
  readonly anchors: Map<string, Node>
  readonly targets: Map<Alias, Node>
  readonly users: Map<Node, Alias[]>
  /** The maps into which aliases merge what they stand for. */
  readonly merges: Map<Alias, YAMLMap>
  /** The anchored nodes that a node is or lies within; only for nodes that have some. */
  readonly around: Map<Node, readonly Around[]>
}

const keyText = ({ key }: Pair): string | undefined => (isScalar(key) ? key.source : undefined)

function surveyAlias(survey: Survey, alias: Alias): void {
  const target = survey.anchors.get(alias.source)
  if (target === undefined) return
  survey.targets.set(alias, target)
  const users = survey.users.get(target)
  if (users === undefined) survey.users.set(target, [alias])
  else users.push(alias)
}

function surveyMap(survey: Survey, map: YAMLMap, around: readonly Around[]): void {
  for (const pair of map.items) {
    const key = keyText(pair)
    const below = around.map((each) => (each.anchored === map ? { ...each, key } : each))
    surveyNode(survey, pair.key, below)
    surveyNode(survey, pair.value, below)
    if (key !== '<<') continue
    for (const source of isSeq(pair.value) ? pair.value.items : [pair.value]) {
      if (isAlias(source)) survey.merges.set(source, map)
    }
  }
}

function surveyNode(survey: Survey, item: unknown, outer: readonly Around[]): void {
  if (!isNode(item)) return
  const anchor = isAlias(item) ? undefined : item.anchor
  const around = anchor === undefined ? outer : [...outer, { anchored: item, key: undefined }]
  if (around.length > 0) survey.around.set(item, around)
  if (isAlias(item)) surveyAlias(survey, item)
  if (isMap(item)) surveyMap(survey, item, around)
  if (isSeq(item)) for (const child of item.items) surveyNode(survey, child, around)
  // Behind its children, so that no alias stands for a node around itself and nobody walks in circles.
  if (anchor !== undefined) survey.anchors.set(anchor, item)
}

/** Whether the alias merges the anchored map into one that has the key itself, and so never reads it. */
const isOverridden = (survey: Survey, alias: Alias, key: string | undefined): boolean =>
  key !== undefined && survey.merges.get(alias)?.items.some((pair) => keyText(pair) === key) === true

/** Surveys the anchors and aliases below `root`, in the order of the text. */
export function indexAliases(root: Node | null): AliasIndex {
  const survey: Survey = {
    anchors: new Map(),
    targets: new Map(),
    users: new Map(),
    merges: new Map(),
    around: new Map()
  }
  surveyNode(survey, root, [])
  return {
    resolve: (alias) => survey.targets.get(alias),
    users: (node) =>
      (survey.around.get(node) ?? []).flatMap(({ anchored, key }) =>
        (survey.users.get(anchored) ?? []).filter((alias) => !isOverridden(survey, alias, key))
      )
  }
}
