// Command setters applies Flux image policies to manifests with kyaml's setters, from whose code Flux's own are derived.
//
// It reads a list of cases as JSON from standard input and writes the list of answers to standard output.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"

	"k8s.io/kube-openapi/pkg/validation/spec"
	"sigs.k8s.io/kustomize/kyaml/fieldmeta"
	"sigs.k8s.io/kustomize/kyaml/kio"
	"sigs.k8s.io/kustomize/kyaml/kio/kioutil"
	"sigs.k8s.io/kustomize/kyaml/setters2"
	"sigs.k8s.io/kustomize/kyaml/yaml"
)

// policy is a Flux image policy, called NAMESPACE:NAME, and the image that it has chosen.
type policy struct {
	Name   string `json:"name"`
	Image  string `json:"image"`
	Tag    string `json:"tag"`
	Digest string `json:"digest"`
}

type question struct {
	Text     string   `json:"text"`
	Policies []policy `json:"policies"`
}

type answer struct {
	Text    string `json:"text"`
	Refusal string `json:"refusal,omitempty"`
}

// setters are what the markers of a policy stand for, by the rest of the marker behind the policy's name.
func (p policy) setters() map[string]string {
	whole := p.Image + ":" + p.Tag
	if p.Digest != "" {
		whole += "@" + p.Digest
	}
	return map[string]string{"": whole, ":name": p.Image, ":tag": p.Tag, ":digest": p.Digest}
}

// schemaOf is the OpenAPI in which kyaml looks up what a marker stands for: all of them are strings.
func schemaOf(policies []policy) (*spec.Schema, error) {
	definitions := map[string]any{}
	for _, one := range policies {
		for suffix, value := range one.setters() {
			name := one.Name + suffix
			setter := map[string]any{"name": name, "value": value}
			definitions[fieldmeta.SetterDefinitionPrefix+name] = map[string]any{
				"type":                      "string",
				setters2.K8sCliExtensionKey: map[string]any{"setter": setter},
			}
		}
	}
	text, err := json.Marshal(map[string]any{"definitions": definitions})
	if err != nil {
		return nil, err
	}
	schema := &spec.Schema{}
	return schema, schema.UnmarshalJSON(text)
}

func apply(asked question) (string, error) {
	schema, err := schemaOf(asked.Policies)
	if err != nil {
		return "", err
	}
	written := &bytes.Buffer{}
	setter := &setters2.Set{SetAll: true, SettersSchema: schema}
	pipeline := kio.Pipeline{
		Inputs: []kio.Reader{&kio.ByteReader{
			Reader:                bytes.NewBufferString(asked.Text),
			DisableUnwrapping:     true,
			OmitReaderAnnotations: false,
			PreserveSeqIndent:     true,
		}},
		Filters: []kio.Filter{kio.FilterFunc(func(nodes []*yaml.RNode) ([]*yaml.RNode, error) {
			for _, node := range nodes {
				if _, err := setter.Filter(node); err != nil {
					return nil, err
				}
			}
			return nodes, nil
		})},
		Outputs: []kio.Writer{kio.ByteWriter{Writer: written, ClearAnnotations: []string{kioutil.PathAnnotation}}},
	}
	err = pipeline.Execute()
	return written.String(), err
}

func answerTo(asked question) answer {
	text, err := apply(asked)
	if err != nil {
		return answer{Refusal: err.Error()}
	}
	return answer{Text: text}
}

func run() error {
	fieldmeta.SetShortHandRef("$imagepolicy")
	var questions []question
	if err := json.NewDecoder(os.Stdin).Decode(&questions); err != nil {
		return fmt.Errorf("the cases on standard input are not readable: %w", err)
	}
	answers := make([]answer, 0, len(questions))
	for _, asked := range questions {
		answers = append(answers, answerTo(asked))
	}
	return json.NewEncoder(os.Stdout).Encode(answers)
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
