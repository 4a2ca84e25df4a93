// Command argocd reads and edits the overrides of Argo CD Applications with Argo CD's own types.
//
// It reads a list of cases as JSON from standard input and writes the list of answers to standard output.
package main

import (
	"encoding/json"
	"fmt"
	"os"

	"github.com/argoproj/argo-cd/v3/pkg/apis/application/v1alpha1"
	"sigs.k8s.io/yaml"
)

// question is a file and what to set in it, as `argocd app set` would with --kustomize-image, --helm-set and
// --helm-set-string. Nothing to set asks for the file as Argo CD reads it.
type question struct {
	Text string `json:"text"`
	// Kind is Application or ApplicationSet; empty for a file that overrides a source.
	Kind    string   `json:"kind"`
	Images  []string `json:"images"`
	Values  []string `json:"values"`
	Strings []string `json:"strings"`
}

type answer struct {
	Sources []v1alpha1.ApplicationSource `json:"sources"`
	Refusal string                       `json:"refusal,omitempty"`
}

func sourcesOf(asked question) (v1alpha1.ApplicationSources, error) {
	text := []byte(asked.Text)
	switch asked.Kind {
	case "Application":
		application := v1alpha1.Application{}
		err := yaml.Unmarshal(text, &application)
		return application.Spec.GetSources(), err
	case "ApplicationSet":
		set := v1alpha1.ApplicationSet{}
		err := yaml.Unmarshal(text, &set)
		return set.Spec.Template.Spec.GetSources(), err
	default:
		source := v1alpha1.ApplicationSource{}
		err := yaml.Unmarshal(text, &source)
		return v1alpha1.ApplicationSources{source}, err
	}
}

func hasParameter(helm *v1alpha1.ApplicationSourceHelm, name string) bool {
	for _, parameter := range helm.Parameters {
		if parameter.Name == name {
			return true
		}
	}
	return false
}

// setImages merges images into a source that has overrides of them; sources without any are another application's matter.
func setImages(source *v1alpha1.ApplicationSource, images []string) {
	if source.Kustomize == nil || len(source.Kustomize.Images) == 0 {
		return
	}
	for _, image := range images {
		source.Kustomize.MergeImage(v1alpha1.KustomizeImage(image))
	}
}

func setParameters(source *v1alpha1.ApplicationSource, texts []string, asString bool) error {
	for _, text := range texts {
		parameter, err := v1alpha1.NewHelmParameter(text, asString)
		if err != nil {
			return err
		}
		if source.Helm != nil && hasParameter(source.Helm, parameter.Name) {
			source.Helm.AddParameter(*parameter)
		}
	}
	return nil
}

func apply(asked question) (v1alpha1.ApplicationSources, error) {
	sources, err := sourcesOf(asked)
	if err != nil {
		return nil, err
	}
	for index := range sources {
		setImages(&sources[index], asked.Images)
		if err := setParameters(&sources[index], asked.Values, false); err != nil {
			return nil, err
		}
		if err := setParameters(&sources[index], asked.Strings, true); err != nil {
			return nil, err
		}
	}
	return sources, nil
}

func answerTo(asked question) answer {
	sources, err := apply(asked)
	if err != nil {
		return answer{Refusal: err.Error()}
	}
	return answer{Sources: sources}
}

func run() error {
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
