import type { Policy } from './setter-cases.ts'

/** A template of an `ImageUpdateAutomation`, and what it is filled in with. */
export interface MessageCase {
  readonly name: string
  readonly template: string
  readonly files: Readonly<Record<string, string>>
  readonly values?: Readonly<Record<string, string>>
  /** The intended difference that this case shows; none, where both fill it in alike. */
  readonly differs?: string
}

const DIGEST = `sha256:${'2'.repeat(64)}`

/** The policies of all cases. */
export const POLICIES: readonly Policy[] = [
  { name: 'flux-system:app', image: 'ghcr.io/acme/app', tag: 'v2' },
  { name: 'flux-system:web', image: 'ghcr.io/acme/web', tag: '1.10', digest: DIGEST },
  { name: 'flux-system:hub', image: 'nginx', tag: '1.26' }
]

const marker = (policy: string): string => `# {"$imagepolicy": "flux-system:${policy}"}`

const deployment = (name: string, policy: string, image: string, namespace = 'shop'): string =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: ${name}\n  namespace: ${namespace}\nspec:\n  image: ${image} ${marker(policy)}\n`

/** One value of one object. */
export const ONE = { 'app.yaml': deployment('API', 'app', 'ghcr.io/acme/app:v1') }
const HUB = { 'app.yaml': deployment('proxy', 'hub', 'nginx:1.25') }

/** Several values of one object, of which one has no name. */
const PARTS = {
  'charts/values.yaml': `image:\n  name: ghcr.io/acme/old ${marker('web:name')}\n  tag: v1 ${marker('web:tag')}\n  digest: ""  ${marker('web:digest')}\nother: ghcr.io/acme/web:v1 ${marker('web')}\n`
}

/** Objects of several kinds in several files, of which one stands still. */
const SEVERAL = {
  'apps/b.yaml': `${deployment('b', 'web', 'ghcr.io/acme/web:v1')}---\n${deployment('a', 'app', 'ghcr.io/acme/app:v1')}`,
  'apps/a.yaml': deployment('z', 'app', 'ghcr.io/acme/app:v0', 'other'),
  'kustomization.yaml': `apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nimages:\n  - name: x\n    newTag: v1 ${marker('app:tag')}\n`,
  'still.yaml': deployment('still', 'app', 'ghcr.io/acme/app:v2')
}

type Files = MessageCase['files']

const one = (name: string, template: string, files: Files = ONE): MessageCase => ({ name, template, files })

const changes = (pattern: string): string => `{{range .Changed.Changes}}${pattern}{{end}}`

/** What Flux documents, and what repositories have that are to be found. */
const documented: readonly MessageCase[] = [
  one('a text alone', 'Automated image update by Flux\n\n[ci skip]\n'),
  one('the name of the automation', 'Automation: {{ .AutomationObject }}'),
  one(
    'its parts',
    '{{ .AutomationObject.Namespace }} {{ .AutomationObject.Name }} {{ .AutomationObject.String }}'
  ),
  one(
    'files and objects of a documented template',
    'Automated image update\n\nAutomation name: {{ .AutomationObject }}\n\nFiles:\n{{ range $filename, $_ := .Changed.FileChanges -}}\n- {{ $filename }}\n{{ end -}}\n\nObjects:\n{{ range $resource, $changes := .Changed.Objects -}}\n- {{ $resource.Kind }} {{ $resource.Name }}\n  Changes:\n{{- range $_, $change := $changes }}\n    - {{ $change.OldValue }} -> {{ $change.NewValue }}\n{{ end -}}\n{{ end -}}\n',
    SEVERAL
  ),
  one(
    'the same with functions',
    'Objects:\n{{ range $resource, $changes := .Changed.Objects -}}\n- {{ $resource.Kind | lower }} {{ $resource.Name | lower }}\n  Changes:\n{{- range $_, $change := $changes }}\n  {{ if contains "v2" $change.NewValue -}}\n    - {{ $change.OldValue }} -> {{ $change.NewValue }}\n  {{ else -}}\n    [skip ci] wrong image\n  {{ end -}}\n{{ end -}}\n{{ end -}}\n',
    SEVERAL
  ),
  one(
    'the files with their objects',
    '{{ range $filename, $objchange := .Changed.FileChanges -}}\n- File: {{ $filename }}\n{{- range $obj, $changes := $objchange }}\n  - Object: {{ $obj.Kind }}/{{ $obj.Namespace }}/{{ $obj.Name }} ({{ $obj.APIVersion }})\n    Changes:\n{{- range $_ , $change := $changes }}\n    - {{ $change.OldValue }} -> {{ $change.NewValue }} by {{ $change.Setter }}\n{{ end -}}\n{{ end -}}\n{{ end -}}\n',
    SEVERAL
  ),
  one('what is printed of each change', changes('{{print .OldValue}} -> {{println .NewValue}}')),
  one(
    'what is printed of each part',
    changes('{{print .Setter .OldValue}} -> {{println .NewValue 1 true}}'),
    PARTS
  ),
  one(
    'a headline with what is new',
    'chore(images): update {{ range .Changed.Changes }}{{ println .NewValue }}{{ end }}'
  ),
  one(
    'several files and several objects, as it was before',
    'Files:\n{{ range $filename, $_ := .Updated.Files -}}\n- {{ $filename }}\n{{ end -}}\n\nObjects:\n{{ range $resource, $_ := .Updated.Objects -}}\n{{ if eq $resource.Kind "Deployment" -}}\n- {{ $resource.Kind | lower }} {{ $resource.Name | lower }}\n{{ else -}}\n- {{ $resource.Kind }} {{ $resource.Name }}\n{{ end -}}\n{{ end -}}\n',
    SEVERAL
  ),
  one('the images, as they were told before', '{{range .Updated.Images}}{{println .}}{{end}}'),
  one('an image in a headline', 'ci: bump api to {{range .Updated.Images}}{{.}}{{end}}', HUB),
  one(
    'what is known of an image',
    '{{range .Updated.Images}}{{.String}} {{.Identifier}} {{.Repository}} {{.Registry}} {{.Name}} {{.Policy}} {{.Policy.Name}} {{.Policy.Namespace}}\n{{end}}'
  ),
  one(
    'the same of one of Docker Hub',
    '{{range .Updated.Images}}{{.Repository}} {{.Registry}} {{.Name}}{{end}}',
    HUB
  ),
  one(
    'the same of one with a digest',
    '{{range .Updated.Images}}{{.}} {{.Identifier}} {{.Name}}{{end}}',
    PARTS
  ),
  one(
    'the images of objects',
    '{{range $object, $images := .Updated.Objects}}{{$object.Name}}: {{$images}}\n{{end}}',
    SEVERAL
  ),
  {
    ...one(
      'values of one’s own',
      'Cluster: {{ index .Values "cluster" }}\nTesting: {{ .Values.testing }}\n{{ .Values }}'
    ),
    values: { testing: 'yes', cluster: 'prod' }
  },
  one('a value that is not there', '{{ .Values.none }}|{{ index .Values "none" }}|{{ .Values.none.of }}')
]

/** The language itself. */
const language: readonly MessageCase[] = [
  one(
    'blanks that are trimmed',
    'a  {{- "b" -}}  \n c {{ "d" }} e\n {{- /* no word */ -}} \n f{{/* nor here */}}g'
  ),
  one('a dash that is a sign', '{{ -3 }} {{- 4}} {{ 5 -}} x'),
  one('texts of all kinds', '{{ "a\\tb\\"\\u00e4\\x41" }}{{ `c\\n{{d}}` }}{{ true }}{{ 0x1F }}{{ 1_000 }}'),
  one('pipelines', '{{ .AutomationObject.Name | printf "%s/%s" "x" | printf "%q" }}'),
  one('parentheses', '{{ (index .Changed.Changes 0).NewValue }} {{ len (print "a" (print "b")) }}'),
  one(
    'variables',
    '{{ $x := 1 }}{{ $x }}{{ $x = 2 }}{{ $x }}{{ if true }}{{ $x = 3 }}{{ $y := 4 }}{{ $y }}{{ end }}{{ $x }}'
  ),
  one(
    'the root from within',
    '{{ range .Changed.Changes }}{{ $.AutomationObject.Name }}: {{ .NewValue }}{{ end }}'
  ),
  one(
    'conditions',
    '{{ if eq .AutomationObject.Name "x" }}a{{ else if eq .AutomationObject.Name "y" "shop" }}b{{ else }}c{{ end }}{{ if not .Values }}d{{ end }}{{ if .Changed }}e{{ end }}'
  ),
  one(
    'and, or',
    '{{ and 1 0 }}{{ and 1 "x" }}{{ or "" "b" }}{{ or 0 "" }}|{{ if or false (eq 1 1) }}y{{ end }}{{ and false (index .Values 1) }}'
  ),
  one(
    'with',
    '{{ with .AutomationObject }}{{ .Name }}{{ end }}{{ with .Values.none }}x{{ else }}y{{ end }}{{ with $a := "b" }}{{ $a }}{{ . }}{{ end }}'
  ),
  one('with, and with else', '{{ with "" }}a{{ else with "b" }}{{ . }}{{ else }}c{{ end }}'),
  one('range over nothing', '{{ range .Values }}a{{ else }}b{{ end }}'),
  one('range over numbers', '{{ range 3 }}{{ . }}{{ end }}{{ range $i := 2 }}{{ $i }}{{ end }}'),
  one(
    'break and continue',
    '{{ range $i, $c := splitList "," "a,b,c,d" }}{{ if eq $c "b" }}{{ continue }}{{ end }}{{ if eq $i 3 }}{{ break }}{{ end }}{{ $c }}{{ end }}'
  ),
  one(
    'items by their positions',
    '{{ index (list "a" "b") 1 }}{{ index (list (list 1 2)) 0 1 }}{{ range $i, $e := list "x" "y" }}{{ $i }}{{ $e }}{{ end }}'
  ),
  one(
    'comparisons',
    '{{ lt 1 2 }}{{ le 2 2 }}{{ gt "b" "a" }}{{ ge "a" "b" }}{{ ne "a" "b" }}{{ eq true true }}'
  ),
  one(
    'lengths',
    '{{ len "äb" }} {{ len .Changed.Changes }} {{ len .Changed.FileChanges }} {{ len .Values }}',
    SEVERAL
  ),
  one(
    'what is written of structs and maps',
    '{{ range $object, $_ := .Changed.Objects }}{{ $object }}{{ end }} {{ .Changed }} {{ (index .Changed.Changes 0) }}'
  ),
  one('what is written of lists', '{{ list 1 "a" true (list) }}{{ .Changed.Changes }}'),
  one(
    'patterns',
    '{{ printf "%s|%-6s|%6s|%.2s|%q|%d|%05d|%+d|%t|%v|%v|%%" "a" "b" "c" "ddd" "e\\n" 1 2 3 true "f" 4 }}'
  ),
  one('patterns of lists and structs', '{{ printf "%v %s %v" (list "a" "b") .AutomationObject .Values }}'),
  one('slices', '{{ slice (list 1 2 3) 1 }}{{ slice (list 1 2 3) 0 2 }}'),
  one('lines within an action', '{{ if\n  eq 1 1\n}}a{{ end\n}}')
]

/** Functions of Sprig. */
const sprig: readonly MessageCase[] = [
  one(
    'letters',
    '{{ upper "aß" }}{{ lower "ÄB" }}{{ title "ab cd-ef g_h 1x" }}{{ trim "\\n a " }}{{ nospace " a b\\tc" }}'
  ),
  one(
    'ends',
    '{{ trimAll "$-" "$a-$" }}{{ trimAll "]\\\\^" "^\\\\a]" }}{{ trimAll "a" "aa" }}{{ trimAll "" "aa" }}{{ trimPrefix "a" "ab" }}{{ trimSuffix "b" "ab" }}{{ hasPrefix "a" "ab" }}{{ hasSuffix "a" "ab" }}{{ contains "b" "ab" }}'
  ),
  one(
    'parts',
    '{{ trunc 3 "abcdef" }}{{ trunc -2 "abcdef" }}{{ trunc 9 "ab" }}{{ substr 1 3 "abcd" }}{{ substr -1 2 "abcd" }}{{ substr 2 -1 "abcd" }}{{ repeat 3 "x" }}'
  ),
  one(
    'replacements',
    '{{ replace "a" "b" "aab" }}{{ "ghcr.io/acme/app:v2" | splitList ":" | last }}{{ plural "one" "many" 1 }}{{ plural "one" "many" 2 }}'
  ),
  one('quotes', '{{ quote "a\\"b" 1 }}{{ squote "a" true }}{{ cat "a" 1 "b" }}{{ quote .AutomationObject }}'),
  one('indentation', '{{ indent 2 "a\\nb" }}{{ nindent 2 "a\\nb" }}'),
  one(
    'lists',
    '{{ join "," (list "b" "a" 1) }}{{ sortAlpha (list "b" "a") }}{{ first (list 1 2) }}{{ last (list 1 2) }}{{ rest (list 1 2) }}{{ initial (list 1 2) }}{{ reverse (list 1 2) }}'
  ),
  one(
    'sets',
    '{{ uniq (list "a" "b" "a") }}{{ without (list 1 2 3) 2 }}{{ has "a" (list "a") }}{{ has "c" (list "a") }}{{ compact (list "a" "" "b") }}{{ append (list 1) 2 }}{{ prepend (list 1) 2 }}{{ concat (list 1) (list 2) }}'
  ),
  one(
    'splits',
    '{{ (split "/" "a/b")._1 }}{{ splitList "/" "a/b" }}{{ join "-" "abc" }}{{ splitList "" "abc" }}'
  ),
  one(
    'defaults',
    '{{ default "a" "" }}{{ default "a" "b" }}{{ .Values.none | default "none" }}{{ empty 0 }}{{ empty "a" }}{{ coalesce "" 0 "c" }}{{ ternary "y" "n" true }}{{ true | ternary "y" "n" }}{{ all 1 "a" }}{{ any 0 "" }}'
  ),
  one(
    'numbers',
    '{{ add 1 2 3 }} {{ sub 5 2 }} {{ mul 2 3 4 }} {{ div 7 2 }} {{ mod 7 3 }} {{ add1 4 }} {{ max 1 5 3 }} {{ min 4 2 }} {{ int "42" }} {{ add "3" 4 }}'
  ),
  one(
    'paths',
    '{{ base "a/b.yaml" }} {{ dir "a/b/c.yaml" }} {{ dir "c.yaml" }} {{ ext "a/b.tar.gz" }} {{ clean "a//b/../c/." }} {{ base "" }} {{ base "/" }} {{ isAbs "/a" }}'
  ),
  one(
    'expressions',
    '{{ regexMatch "^v[0-9]+$" "v12" }}{{ regexFind "[0-9]+" "ab12c3" }}{{ regexReplaceAll "a(x*)b" "-ab-axxb-" "${1}W" }}{{ regexReplaceAllLiteral "a+" "caab" "$1" }}'
  ),
  one(
    'the tag of each image',
    '{{ range .Changed.Changes }}{{ $parts := splitList ":" .NewValue }}{{ first $parts | base | title }} is at {{ last $parts | quote }}{{ end }}'
  ),
  one('text of values', '{{ toString 1 }}{{ toString true }}{{ .AutomationObject | toString | upper }}')
]

/** What neither fills in. */
const refused: readonly MessageCase[] = [
  one('a field that is not there', '{{ .Changed.Images }}'),
  one('a field of a list', '{{ range $o, $c := .Changed.Objects }}{{ range $c.Changes }}x{{ end }}{{ end }}'),
  one('a function that is not there', '{{ nothing }}'),
  one('a variable that is not there', '{{ $x }}'),
  one('a block without an end', '{{ if true }}x'),
  one('an end without a block', 'x{{ end }}'),
  one('an action without an end', '{{ .Values'),
  one('a comment without an end', '{{/* a }}'),
  one('values of two kinds', '{{ if eq 1 "1" }}x{{ end }}'),
  one('an item that is not there', '{{ index (list 1) 1 }}'),
  one('a text for a number', '{{ trunc "1" "a" }}'),
  one('a struct for a text', '{{ lower .AutomationObject }}'),
  one('an argument for a text', '{{ "a" "b" }}'),
  one('a break outside', '{{ break }}'),
  one('a range over a text', '{{ range "abc" }}x{{ end }}'),
  one('a slice of a text', '{{ slice "abc" 1 }}'),
  one('a division by nothing', '{{ div 1 0 }}')
]

const differing: readonly MessageCase[] = [
  {
    ...one('a template within a template', '{{ define "x" }}a{{ end }}{{ template "x" }}'),
    differs: 'templates-within'
  },
  { ...one('a function for programs', '{{ kindOf 1 }}'), differs: 'functions-of-programs' },
  { ...one('a value that does not fit its pattern', '{{ printf "%d" "a" }}'), differs: 'patterns-that-fit' }
]

/** Every template that both are asked to fill in. */
export const messageCases: readonly MessageCase[] = [
  ...documented,
  ...language,
  ...sprig,
  ...refused,
  ...differing
]
