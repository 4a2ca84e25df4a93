/* Made from action.yml by `npm run docs`. */
import type { InputName } from './raw.ts'

/** What an input is for, and what it is where nobody says. */
export interface DescribedInput {
  readonly description: string
  readonly default: string
}

/** Every input, as action.yml describes it. */
export const INPUTS: Readonly<Record<InputName, DescribedInput>> = {
  "images": {
    "description": "Images to update, one per line, in the syntax of `kustomize edit set image`: `[NAME=]IMAGE[:TAG][@DIGEST]`. `*` keeps a part, as in `NAME=*:TAG`. Names only, where another input gives the versions.",
    "default": ""
  },
  "tag": {
    "description": "The tag for the images that give neither tag nor digest.",
    "default": ""
  },
  "update-strategy": {
    "description": "Chooses the tag from the registry of each image instead: `semver`, `newest-build`, `alphabetical`, `numerical` or `digest`. The tag in `images` is then the constraint, as in `ghcr.io/acme/api:^1.2`.",
    "default": ""
  },
  "allow-tags": {
    "description": "The tags that `update-strategy` chooses from. `any` or `regexp:` and an expression of RE2.",
    "default": ""
  },
  "ignore-tags": {
    "description": "Globs of tags that `update-strategy` never chooses, one per line.",
    "default": ""
  },
  "extract": {
    "description": "What `update-strategy` compares instead of the whole tag, made of the groups of `allow-tags`, such as `$ts`.",
    "default": ""
  },
  "policies": {
    "description": "Files, directories or globs of the GitOps repository, one per line, that hold policies of Flux (`ImagePolicy`, `ImageRepository`) or of Argo CD Image Updater (annotated `Application`s, `ImageUpdater`): images, rules and files are taken from them.",
    "default": ""
  },
  "promote-from": {
    "description": "Files, directories or globs of another environment, one per line, `PATH[@REF]` with a branch, tag or commit of the GitOps repository: each image gets the version that it has there. Without `images`, all images that both sides name.",
    "default": ""
  },
  "rollback": {
    "description": "`true`, a number of versions, or a commit of the GitOps repository: each of the `images` gets the version that it had before its last change, that many changes back, or at that commit.",
    "default": ""
  },
  "platforms": {
    "description": "Platforms, one per line, such as `linux/arm64`: with `verify-image` and `digest` those that each image must have, with `newest-build` those whose images are looked at.",
    "default": ""
  },
  "pin-digest": {
    "description": "`true` looks up the digest of each tag in its registry and writes it too, as `tag@digest`.",
    "default": "false"
  },
  "verify-image": {
    "description": "`true` checks that every image is in its registry, and fails before anything is written if one is not.",
    "default": "false"
  },
  "registry-auth": {
    "description": "One `HOST USERNAME PASSWORD` per line, for registries that the runner's Docker configuration (`docker/login-action`) does not cover.",
    "default": ""
  },
  "manifests": {
    "description": "Files, directories or globs in the GitOps repository, one per line; `!` excludes. A directory with a kustomization means that file alone, any other directory every YAML file beneath it. `FILE#FIELD[:tag|:name|:digest]` names one field, `NAME=` before a path limits the line to one image. Required, except with `policies`, where it limits the files.",
    "default": ""
  },
  "format": {
    "description": "`auto`, or the formats that may find images, one per line: `kustomization`, `workload`, `helm-values`, `helm-release`, `argocd-application`, `argocd-source`, `flux-marker`, `yaml-field`.",
    "default": "auto"
  },
  "repository": {
    "description": "The GitOps repository as `owner/name`. Defaults to the repository of the workflow.",
    "default": ""
  },
  "branch": {
    "description": "The branch to read and to update. Defaults to the default branch.",
    "default": ""
  },
  "token": {
    "description": "Token for the GitOps repository: a fine-grained personal access token, a GitHub App token, or the job's own. It needs `contents: write`, and `pull-requests: write` for pull requests.",
    "default": "${{ github.token }}"
  },
  "checkout": {
    "description": "Path of a checkout of the GitOps repository: read and commit there with git and its credentials (deploy keys, SSH, other Git hosts), instead of through the API. Only pull requests, `wait-for` and `environment` still use `token`.",
    "default": ""
  },
  "mode": {
    "description": "How the change is delivered. `commit`, `pull-request` or `dry-run`.",
    "default": "commit"
  },
  "commit-message": {
    "description": "Mustache template of the commit message. Its first line is the headline; trailers for audit are appended. Defaults to `chore: update {{images}}` and a list of the changes.",
    "default": ""
  },
  "if-missing": {
    "description": "What to do about an image that no place names. `fail`, `ignore` or `add`: to the kustomizations, as `kustomize edit set image` does, or where there is none to the `.argocd-source*.yaml` files, which are made if need be.",
    "default": "fail"
  },
  "if-unchanged": {
    "description": "What to do when nothing differs. `skip`, `warn` or `fail`.",
    "default": "skip"
  },
  "if-older": {
    "description": "What to do where a manifest names a newer version already: by number, time, or a commit that descends from the one to be written. `skip` with a warning, `fail` or `write`. Rollbacks always write.",
    "default": "skip"
  },
  "if-protected": {
    "description": "What to do when the branch is protected and refuses the commit. `fail`, or `pull-request`: propose it instead, as that mode does.",
    "default": "fail"
  },
  "retries": {
    "description": "How often the edit is applied again on a fresh head when others moved the branch.",
    "default": "10"
  },
  "source-token": {
    "description": "Token for the repository of the workflow, to tell which of two commits is older. It needs `contents: read`; leave it empty to skip the comparison.",
    "default": "${{ github.token }}"
  },
  "pull-request-branch": {
    "description": "Mustache template of the head branch. The same branch means the same pull request: a later run updates the open one. Defaults to a name made from the target branch and `manifests`.",
    "default": ""
  },
  "pull-request-title": {
    "description": "Mustache template of the title. Defaults to `Update {{images}}`.",
    "default": ""
  },
  "pull-request-body": {
    "description": "Mustache template of the body. Defaults to a table of the changes.",
    "default": ""
  },
  "labels": {
    "description": "Labels for the pull request, one per line. Missing ones are created.",
    "default": ""
  },
  "assignees": {
    "description": "Logins of people to assign, one per line.",
    "default": ""
  },
  "reviewers": {
    "description": "Logins of people to ask for a review, one per line.",
    "default": ""
  },
  "team-reviewers": {
    "description": "Slugs of teams to ask for a review, one per line. The token must be allowed to see the organisation's teams.",
    "default": ""
  },
  "milestone": {
    "description": "Title or number of a milestone for the pull request.",
    "default": ""
  },
  "draft": {
    "description": "Whether the pull request is opened as a draft. `true` or `false`.",
    "default": "false"
  },
  "auto-merge": {
    "description": "Merge the pull request: at once when nothing is left to wait for, else as soon as its requirements are met. `merge`, `squash` or `rebase`.",
    "default": ""
  },
  "supersede": {
    "description": "`true` closes, with a link, older pull requests of this action whose images this one proposes too, in the same files and for the same branch. `false` leaves them open. A later version of one target goes into its open pull request either way.",
    "default": "true"
  },
  "wait-for": {
    "description": "After a commit, wait until the GitOps agent says that it runs: `argocd`, `flux`, or a glob of the contexts of commit statuses, of check runs or of environments. The token needs `statuses: read` and `deployments: read`, and `checks: read` for check runs.",
    "default": ""
  },
  "wait-timeout": {
    "description": "How long to wait for it, such as `90s`, `10m` or `1h30m`; then the step fails, though the commit stays.",
    "default": "10m"
  },
  "environment": {
    "description": "Record a GitHub deployment of the commit to this environment. The token needs `deployments: write`.",
    "default": ""
  }
}
