import type { Editors } from '../tools.ts'
import { policyOf } from './generated-manifests.ts'
import type { Job } from './way.ts'

/** A program that edits manifests of a clone: what a workflow writes to have it done. */
export interface Editor {
  /** Whether it is started for each manifest anew. */
  readonly startsPerManifest: boolean
  readonly environment: Readonly<Record<string, string>>
  /** The commands, in the root of the clone. `$IMAGE`, `$VERSION`, `$FOLDER` and `$FILE` (the first of them) are those of the job. */
  readonly commandFor: (job: Job) => string
}

/** The manifests that name the image, which a script has to find by itself. */
const FIND = 'grep -rlxF "  - name: $IMAGE" "$FOLDER"'

/** Whether a job names its only manifest, so that nothing has to be searched for. */
const isNamed = ({ folder, paths }: Job): boolean => paths[0] === `${folder}/kustomization.yaml`

/** `kustomize edit set image`, which edits the kustomization of the folder that it is started in. */
export const kustomize = ({ kustomize: program }: Editors): Editor => {
  const set = '"$KUSTOMIZE" edit set image "$IMAGE:$VERSION"'
  return {
    startsPerManifest: true,
    environment: { KUSTOMIZE: program },
    commandFor: (job) =>
      isNamed(job)
        ? `(cd "$FOLDER" && ${set})`
        : `${FIND} | while read -r file; do (cd "\${file%/*}" && ${set}); done`
  }
}

/** `yq -i`, which edits one file. */
export const yq = ({ yq: program }: Editors): Editor => {
  const edit = `"$YQ" -i '(.images[] | select(.name == strenv(IMAGE))).newTag = strenv(VERSION)'`
  return {
    startsPerManifest: true,
    environment: { YQ: program },
    commandFor: (job) => (isNamed(job) ? `${edit} "$FILE"` : `${FIND} | xargs -n 1 ${edit}`)
  }
}

/** What Flux's image automation controller does with a clone: it looks for the markers of a policy in all manifests of a folder. */
export const setters = ({ setters: program }: Editors): Editor => ({
  startsPerManifest: false,
  environment: { SETTERS: program },
  commandFor: ({ image, version }) => {
    const policies = JSON.stringify([{ name: policyOf(image), image, tag: version }])
    return `printf '%s' '${policies}' | "$SETTERS" "$FOLDER"`
  }
})
