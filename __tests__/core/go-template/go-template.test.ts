import { describe, expect, test } from '@jest/globals'
import { renderGoTemplate } from '../../../src/core/go-template/evaluate.ts'
import { parseGoTemplate } from '../../../src/core/go-template/parse.ts'
import { GoTemplateError } from '../../../src/core/go-template/template-error.ts'
import { textMap, type GoStruct, type GoValue } from '../../../src/core/go-template/value.ts'

const person = (name: string, tags: readonly string[]): GoStruct => ({
  kind: 'struct',
  type: 'Person',
  fields: new Map<string, GoValue>([
    ['Name', name],
    ['Tags', tags]
  ]),
  text: `{${name} [${tags.join(' ')}]}`
})

const DATA: GoStruct = {
  kind: 'struct',
  type: 'Data',
  fields: new Map<string, GoValue>([
    ['Title', 'hello'],
    ['Count', 3],
    ['None', ''],
    ['People', [person('Ann', ['a', 'b']), person('Bob', [])]],
    [
      'Values',
      textMap([
        ['b', '2'],
        ['a', '1']
      ])
    ]
  ]),
  text: '{data}'
}

const render = (template: string): string => renderGoTemplate(parseGoTemplate(template), DATA)

// What stands here is what Go says: `npm run interop` asks it about these words of the language.
describe('a template of Go', () => {
  test.each([
    ['', ''],
    ['plain { text }', 'plain { text }'],
    ['{{ .Title }}!', 'hello!'],
    ['a \n{{- /* gone */ -}}\n b', 'ab'],
    ['{{/* gone */}}a', 'a'],
    ['a {{- "b" }} c {{ "d" -}} e', 'ab c de'],
    ['{{ "}}" }}{{ `"\\n` }}', '}}"\\n'],
    ['{{ "\\u00e4\\t\\"" }}', 'ä\t"'],
    ['{{ 12 }}{{ -3 }}{{ 0x10 }}', '12-316'],
    ['{{ .Values.a }}{{ .Values.c }}{{ index .Values "c" }}', '1<no value>'],
    ['{{ .Values }}', 'map[a:1 b:2]'],
    ['{{ .People }}', '[{Ann [a b]} {Bob []}]'],
    ['{{ (index .People 0).Name }}{{ index .People 0 | printf "%v" }}', 'Ann{Ann [a b]}'],
    [
      '{{ range .People }}{{ .Name }}{{ range .Tags }}-{{ . }}{{ else }}!{{ end }} {{ end }}',
      'Ann-a-b Bob! '
    ],
    ['{{ range $i, $p := .People }}{{ $i }}{{ $p.Name }}{{ $.Title }}{{ end }}', '0Annhello1Bobhello'],
    ['{{ range $k, $v := .Values }}{{ $k }}={{ $v }};{{ end }}', 'a=1;b=2;'],
    ['{{ range 3 }}{{ . }}{{ if eq . 1 }}{{ break }}{{ end }},{{ end }}', '0,1'],
    ['{{ range 3 }}{{ if eq . 1 }}{{ continue }}{{ end }}{{ . }}{{ end }}', '02'],
    ['{{ if .None }}a{{ else if .Title }}b{{ else }}c{{ end }}', 'b'],
    ['{{ with .Title }}{{ . }}{{ $.Count }}{{ end }}{{ with .None }}x{{ else }}y{{ end }}', 'hello3y'],
    ['{{ $x := 1 }}{{ if true }}{{ $x = 2 }}{{ $x := 3 }}{{ $x }}{{ end }}{{ $x }}', '32'],
    ['{{ and .Title .Count }}{{ or .None "z" }}{{ not .None }}', '3ztrue'],
    ['{{ or true (index .People 9) }}', 'true'],
    ['{{ eq .Title "x" "hello" }}{{ ne 1 2 }}{{ lt 1 2 }}{{ ge "a" "b" }}', 'truetruetruefalse'],
    ['{{ len .People }}{{ len "äb" }}', '23'],
    ['{{ print 1 2 "a" 3 4 }}|{{ println "a" 1 }}', '1 2a3 4|a 1\n'],
    [
      '{{ printf "%s is %d, %q, %5s|%-5s|%03d %v %t%%" "a" 1 "b" "c" "d" 7 nil true }}',
      'a is 1, "b",     c|d    |007 <nil> true%'
    ],
    ['{{ .Title | upper | printf "%s-%s" "x" }}', 'x-HELLO'],
    ['{{ .Values.c | default "none" }}{{ "" | default "x" }}', 'nonex'],
    ['{{ join ", " (sortAlpha (list "b" "a")) }}', 'a, b'],
    ['{{ regexReplaceAll "(h)(e)" .Title "${2}$1" }}', 'ehllo'],
    ['{{ trunc 2 "äb" }}{{ indent 2 "a\\nb" }}', 'ä  a\n  b']
  ])('%j gives %j', (template, text) => {
    expect(render(template)).toBe(text)
  })
})

const failure = (template: string): GoTemplateError => {
  try {
    render(template)
  } catch (error) {
    if (error instanceof GoTemplateError) return error
    throw error
  }
  throw new Error('It was filled in')
}

describe('what is no template, or cannot be filled in,', () => {
  test.each([
    ['a{{ if true }}b', '"if" has no "end"', 1],
    ['a{{ end }}', '"end" has nothing to end', 1],
    ['{{ .Title', 'an action has no end', 0],
    ['{{/* a }}', 'a comment has no end', 0],
    ['{{ nothing }}', 'the function "nothing" is not known', 3],
    ['{{ template "x" }}', '"template" is not evaluated', 0],
    ['{{ $x }}', 'the variable "$x" is not there', 3],
    ['{{ if $x := 1 }}{{ end }}{{ $x }}', 'the variable "$x" is not there', 28],
    ['{{ . ? }}', '"?" is not expected here', 5],
    ['{{ | }}', '"|" is not expected here', 3],
    ['{{ }}', 'something is missing', 0],
    ['{{ 1.5 }}', '"1.5" is no whole number', 3],
    ['{{ break }}', '"break" is not expected here', 0],
    ['{{ if true }}{{ else range .People }}{{ end }}', '"range" is not expected behind "else"', 13],
    ['{{ .Nobody }}', 'there is no field "Nobody" in Data', 3],
    ['{{ range .People }}{{ .Tags.Name }}{{ end }}', 'there is no field "Name" in a list', 22],
    ['{{ .Title.Name }}', 'there is no field "Name" in string', 3],
    ['{{ index .People 2 }}', '"index": the list has no item 2', 3],
    ['{{ lower 1 }}', '"lower": a string is wanted, and int is given', 3],
    ['{{ eq 1 "1" }}', '"eq": int and string cannot be compared', 3],
    ['{{ printf "%d" "a" }}', '"printf": "%d" is not written for string', 3],
    ['{{ printf "%s" }}', '"printf": there is no value for "%s"', 3],
    ['{{ "a" | .Title }}', 'what is no function is given an argument', 9],
    ['{{ range "abc" }}{{ end }}', '"range" cannot go through string', 9],
    ['{{ regexMatch "(" "a" }}', '"regexMatch": it is not a regular expression of RE2', 3],
    ['{{ repeat 1000000 "x" }}', '"repeat": 1000000 times is not written', 3],
    ['{{ fail "no" }}', '"fail": no', 3]
  ])('%j is told', (template, message, offset) => {
    const error = failure(template)
    expect([error.message, error.offset]).toEqual([message, offset])
  })

  test.each([
    ['parentheses', `{{ ${'('.repeat(1000)}1${')'.repeat(1000)} }}`],
    ['blocks', '{{ if 1 }}'.repeat(1000) + '{{ end }}'.repeat(1000)],
    ['chained conditions', `{{ if 0 }}${'{{ else if 0 }}'.repeat(1000)}{{ end }}`]
  ])('%s that are nested too deeply are refused', (_what, template) => {
    expect(failure(template).message).toBe('it is nested too deeply')
  })

  test.each([
    ['a text without end', 'abcdefghij', 'it becomes longer than any message'],
    ['ranges without end', '', 'it takes too many turns']
  ])('%s are refused', (_what, body, message) => {
    const turns = '{{ range 1000 }}'.repeat(3) + body + '{{ end }}'.repeat(3)
    expect(failure(turns).message).toBe(message)
  })

  test('a pattern that would take forever takes no time', () => {
    const template = `{{ regexMatch "(a+)+$" "${'a'.repeat(20_000)}!" }}`
    const started = performance.now()
    expect(render(template)).toBe('false')
    expect(performance.now() - started).toBeLessThan(1000)
  })
})
