import { validate } from '@actions/languageservice'
import { TextDocument } from 'vscode-languageserver-textdocument'
import { actionMetadata } from '../runner/action-metadata.ts'

/** The name by which examples and documents use this action. */
const OURS = { owner: 'OWNER', name: 'gitops-image-update' }
const OF_OTHERS = /^\d+: Unable to resolve action/

const actionsMetadataProvider = {
  fetchActionMetadata: ({ owner, name }: { readonly owner: string; readonly name: string }) => {
    const isOurs = owner === OURS.owner && name === OURS.name
    const { inputs, outputs } = actionMetadata()
    const metadata = { name: 'GitOps image update', description: '', inputs, outputs }
    return Promise.resolve(isOurs ? metadata : undefined)
  }
}

let documents = 0

/**
 * What GitHub's own parser has against a workflow, each with its line in the text: syntax, keys, expressions, and what steps of this
 * action give it. Other actions are not looked up.
 */
export async function complaintsAbout(workflow: string): Promise<readonly string[]> {
  documents += 1 // Results are kept by address.
  const uri = `file:///.github/workflows/${documents}.yml`
  const found = await validate(TextDocument.create(uri, 'yaml', 1, workflow), { actionsMetadataProvider })
  return found
    .map(
      ({ message, range }) =>
        `${range.start.line + 1}: ${typeof message === 'string' ? message : message.value}`
    )
    .filter((complaint) => !OF_OTHERS.test(complaint))
}
