import { isAlias, isCollection, isNode, isPair, type Alias, type Node } from 'yaml'

/** Who reads the anchored nodes of one document. */
export interface AliasIndex {
  /** The node that an alias stands for: the last one with its anchor before it. */
  readonly resolve: (alias: Alias) => Node | undefined
  /** The aliases through which a node is read elsewhere: its own, and those of every anchored node around it. */
  readonly users: (node: Node) => readonly Alias[]
}

interface Survey {
  readonly anchors: Map<string, Node>
  readonly targets: Map<Alias, Node>
  readonly users: Map<Node, Alias[]>
  /** The anchored nodes that a node is or lies within; only for nodes that have some. */
  readonly around: Map<Node, readonly Node[]>
}

function surveyAlias(survey: Survey, alias: Alias): void {
  const target = survey.anchors.get(alias.source)
  if (target === undefined) return
  survey.targets.set(alias, target)
  const users = survey.users.get(target)
  if (users === undefined) survey.users.set(target, [alias])
  else users.push(alias)
}

function surveyNode(survey: Survey, item: unknown, outer: readonly Node[]): void {
  if (isPair(item)) {
    surveyNode(survey, item.key, outer)
    surveyNode(survey, item.value, outer)
    return
  }
  if (!isNode(item)) return
  const anchor = isAlias(item) ? undefined : item.anchor
  const around = anchor === undefined ? outer : [...outer, item]
  if (around.length > 0) survey.around.set(item, around)
  if (isAlias(item)) surveyAlias(survey, item)
  if (isCollection(item)) for (const child of item.items) surveyNode(survey, child, around)
  // Behind its children, so that no alias stands for a node around itself and nobody walks in circles.
  if (anchor !== undefined) survey.anchors.set(anchor, item)
}

/** Surveys the anchors and aliases below `root`, in the order of the text. */
export function indexAliases(root: Node | null): AliasIndex {
  const survey: Survey = { anchors: new Map(), targets: new Map(), users: new Map(), around: new Map() }
  surveyNode(survey, root, [])
  return {
    resolve: (alias) => survey.targets.get(alias),
    users: (node) => (survey.around.get(node) ?? []).flatMap((anchored) => survey.users.get(anchored) ?? [])
  }
}
