import type { Difference } from './differences.ts'

/** Every intended difference from the setters of kyaml, on Flux's markers. */
export const setterDifferences: readonly Difference[] = [
  {
    id: 'markers-on-keys',
    what: 'A marker counts for the value that it stands on; kyaml also takes one that stands on a key (in the line above it, or behind it), for everything below that key.',
    why: "The setters of Flux's own controller look at the comments of values, as Flux documents markers: behind the value."
  },
  {
    id: 'marked-by-value',
    what: 'A marked value that names the image is written whatever policy its marker names; kyaml writes the values of one policy only.',
    why: 'An image that is wanted by its name is meant wherever it is named.'
  },
  {
    id: 'marked-number-quoted',
    what: 'A tag that any YAML parser reads as something else than a string is quoted (`12e4567`); kyaml quotes what its own parser would misread.',
    why: 'Other tools read the same file: editors, policy checks, other controllers.'
  },
  {
    id: 'marked-template-left-alone',
    what: 'A marked value with a placeholder (`image: ${IMAGE}`) is left alone, with a notice; kyaml overwrites it.',
    why: 'Something else fills it in, and the version belongs there.'
  },
  {
    id: 'digest-not-emptied',
    what: 'A tag alone, for a name and a digest that are marked and no tag, is an error; kyaml writes an empty digest.',
    why: 'The place would lose its version, and nothing would say which one to run.'
  },
  {
    id: 'block-scalar-refused',
    what: 'A marked block scalar that ends with a line break (`|`) is an error; kyaml drops the line break.',
    why: 'The line break is part of the value, and no reference has one.'
  },
  {
    id: 'root-list',
    what: 'The marked values of a document that is a list are written; kyaml refuses the whole file.',
    why: 'They are marked like any other.'
  }
]
