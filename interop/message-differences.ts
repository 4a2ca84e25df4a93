import type { Difference } from './differences.ts'

/** Every intended difference from the templates of Flux's image automation controller. */
export const messageDifferences: readonly Difference[] = [
  {
    id: 'templates-within',
    what: '`define`, `template` and `block` are not evaluated: the commit has the default message, and a notice says why; Flux evaluates them.',
    why: 'A message that needs templates within templates is nowhere to be found.'
  },
  {
    id: 'functions-of-programs',
    what: 'Functions of Sprig for types, dictionaries, JSON, dates and hashes are not known, with the same notice; Flux has them all.',
    why: 'They are for programs. What messages use of texts, lists, numbers, paths and expressions is there.'
  },
  {
    id: 'patterns-that-fit',
    what: 'A value that does not fit its verb (`printf "%d" "a"`) is not written, with the same notice; Go writes `%!d(string=a)`.',
    why: 'Nobody means that.'
  }
]
