/** What is wrong with one line of `manifests`, as a sentence with a remedy. */
export class SelectionError extends Error {}
