/** What stands behind the last `/` of a path, a name or a slug; all of it where there is none. */
export const lastSegment = (text: string): string => text.slice(text.lastIndexOf('/') + 1)
