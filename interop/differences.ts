/** Something that is done differently from another tool, on purpose. */
export interface Difference {
  readonly id: string
  /** What differs, ours first. */
  readonly what: string
  readonly why: string
}

/** Every intended difference from `kustomize edit set image`; `docs/differences.md` lists them, and a test compares the two. */
export const differences: readonly Difference[] = [
  {
    id: 'order',
    what: 'Entries stay in their order and new ones come last; kustomize sorts the list by name and the keys by the alphabet.',
    why: 'A sorted list makes the change of one line a change of the whole list.'
  },
  {
    id: 'type-meta',
    what: 'A missing `apiVersion` and `kind` stay missing; kustomize adds them.',
    why: 'Both are optional, and not what was asked for.'
  },
  {
    id: 'new-name-kept',
    what: 'A line without `NAME=` keeps the `newName` of the entry; kustomize drops it.',
    why: 'A new version is no wish for another registry. With `NAME=IMAGE` the name is set, in both.'
  },
  {
    id: 'tag-suffix-kept',
    what: 'A `tagSuffix` is kept, with a notice; kustomize drops it.',
    why: 'It has no effect beside a tag or a digest, and may be wanted again; removing it is left to people.'
  },
  {
    id: 'found-by-new-name',
    what: 'An entry is also found by its `newName`, when no entry has that for its name and no second one has that new name; kustomize adds a second entry, which matches nothing.',
    why: 'People know an image by the name that they push.'
  },
  {
    id: 'canonical-names',
    what: '`nginx`, `docker.io/nginx` and `docker.io/library/nginx` are one entry; kustomize compares the spelling.',
    why: 'They are one image for every container runtime, and an entry in a second spelling would be a silent failure.'
  },
  {
    id: 'duplicates-refused',
    what: 'Entries of one name that disagree are an error; kustomize keeps the first one, although its build applies the last one.',
    why: 'Either choice would change what is deployed in a way that nobody asked for.'
  },
  {
    id: 'two-wishes-refused',
    what: 'Two different wishes for one entry are an error; with kustomize the last one counts.',
    why: 'Such lines contradict each other, most often by accident.'
  },
  {
    id: 'grammar',
    what: 'Tags, digests and new names must be of the OCI grammar; kustomize writes whatever it is given.',
    why: 'A registry would refuse them, after the commit.'
  },
  {
    id: 'image-tags-kept',
    what: 'The old key `imageTags` is edited in place, also beside `images`; kustomize moves its entries to `images`.',
    why: 'Conversions belong in a commit of their own (`kustomize edit fix`).'
  },
  {
    id: 'redundant-new-name',
    what: '`app=app:v1` adds no `newName` that repeats the name; kustomize does.',
    why: 'It says nothing.'
  },
  {
    id: 'unsaid-version-kept',
    what: '`NAME=IMAGE` without tag and digest keeps the version of the entry, and `:*` the digest beside the tag; kustomize drops them.',
    why: 'A new name is no wish to lose the version that is pinned.'
  },
  {
    id: 'unknown-fields',
    what: 'Fields that kustomize does not know are left alone; kustomize refuses to edit the file.',
    why: 'They are not part of the change. `kustomize build` will still report them.'
  },
  {
    id: 'unquoted-number-repaired',
    what: 'An unquoted number as the tag (`newTag: 1.10`) is replaced by a quoted string; kustomize refuses to read the file.',
    why: 'It is the place that is to be written, and the file is valid afterwards.'
  },
  {
    id: 'every-number-quoted',
    what: 'A tag that any YAML parser reads as something else than a string is quoted (`12e4567`, `0b11`, `2024-01-01`); kustomize quotes what its own parser would misread.',
    why: 'Other tools read the same file: editors, policy checks, other controllers.'
  },
  {
    id: 'template-left-alone',
    what: 'An entry with a placeholder (`newTag: ${TAG}`) is left alone, with a notice; kustomize overwrites it.',
    why: 'Something else fills it in, and the version belongs there.'
  },
  {
    id: 'shared-value-refused',
    what: 'A value that an anchor shares with places that are not to change is an error; kustomize writes the aliases out as values.',
    why: 'Anchors are never dissolved behind the back of those who wrote them.'
  },
  {
    id: 'other-lists-untouched',
    what: 'Deprecated fields (`bases`, `commonLabels`) stay where they are; kustomize moves some of them.',
    why: 'Conversions belong in a commit of their own (`kustomize edit fix`).'
  }
]
