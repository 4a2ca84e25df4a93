import type { Difference } from './differences.ts'

/** Every intended difference from Flux's image automation controller, on its markers. */
export const setterDifferences: readonly Difference[] = [
  {
    id: 'marked-by-value',
    what: 'A marked value that names the image is written whatever policy its marker names; Flux writes the values of one policy only.',
    why: 'An image that is wanted by its name is meant wherever it is named.'
  },
  {
    id: 'marked-number-quoted',
    what: 'A tag that any YAML parser reads as something else than a string is quoted (`12e4567`); Flux quotes what its own parser would misread.',
    why: 'Other tools read the same file: editors, policy checks, other controllers.'
  },
  {
    id: 'marked-template-left-alone',
    what: 'A marked value with a placeholder (`image: ${IMAGE}`) is left alone, with a notice; Flux overwrites it.',
    why: 'Something else fills it in, and the version belongs there.'
  },
  {
    id: 'marked-name-split',
    what: 'A marked name beside a key for its registry is written as the two; Flux writes all of it behind the registry that is there.',
    why: 'The two together name the image.'
  },
  {
    id: 'digest-not-emptied',
    what: 'A tag alone, for a marked digest without any tag beside it, is an error; Flux writes an empty digest.',
    why: 'The place would lose its version, and nothing would say which one to run.'
  },
  {
    id: 'block-scalar-refused',
    what: 'A marked block scalar that ends with a line break (`|`) is an error; Flux drops the line break.',
    why: 'The line break is part of the value, and no reference has one.'
  },
  {
    id: 'root-list',
    what: 'The marked values of a document that is a list are written; Flux leaves it alone.',
    why: 'They are marked like any other.'
  },
  {
    id: 'list-items',
    what: 'The marked values in a `List` are written; Flux leaves them alone.',
    why: 'They are marked like any other.'
  },
  {
    id: 'empty-value-filled',
    what: 'A marked key without a value gets one; Flux leaves it empty.',
    why: 'The marker says what belongs there, and nothing is lost.'
  }
]
