import { describe, expect, test } from '@jest/globals'
import { readProjectFile } from '../scripts/reference-tables.ts'

const TRANSLATED = ['Quick start', 'Recipes']

const original = readProjectFile('README.md')
const korean = readProjectFile('README.ko.md')

/** The parts of the README that are translated: what stands before its first section, and the sections named. */
function translatedParts(readme: string): string {
  const [introduction = '', ...sections] = readme.split(/^(?=## )/m)
  return [
    introduction,
    ...sections.filter((section) => TRANSLATED.some((title) => section.startsWith(`## ${title}\n`)))
  ].join('')
}

const withoutCode = (markdown: string): string => markdown.replaceAll(/^( *)```[^]*?^\1```/gm, '')
const codeOf = (markdown: string): readonly string[] => markdown.match(/^( *)```[^]*?^\1```/gm) ?? []
const levelsOf = (markdown: string): readonly number[] =>
  (withoutCode(markdown).match(/^#+(?= )/gm) ?? []).map((marks) => marks.length)
const targetsOf = (markdown: string): readonly string[] =>
  [...withoutCode(markdown).matchAll(/\]\(((?:docs|examples)[^)]*)\)/g)].map(([, target = '']) => target)

describe('the Korean README is in step with the parts of the English one that it translates:', () => {
  const parts = translatedParts(original)

  test('the same headings, level by level', () => {
    expect(levelsOf(korean)).toEqual(levelsOf(parts))
  })

  test('the same code', () => {
    expect(codeOf(korean).length).toBeGreaterThan(10)
    expect(codeOf(korean)).toEqual(codeOf(parts))
  })

  test('the same documents to read on', () => {
    expect(targetsOf(korean)).toEqual(targetsOf(parts))
  })
})
