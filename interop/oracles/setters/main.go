// Command setters applies image policies to manifests with the code of Flux's image automation controller.
//
// It reads a list of cases as JSON from standard input and writes the list of answers to standard output. With a folder as its
// argument, it reads a list of policies instead and has the manifests in that folder updated, as the controller has those of a clone.
// Its module has a path below that of the controller, whose packages are internal.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	reflectorv1 "github.com/fluxcd/image-reflector-controller/api/v1"
	"github.com/go-logr/logr"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/fluxcd/image-automation-controller/internal/update"
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

// object is the policy as the controller finds it in the cluster.
func (p policy) object() reflectorv1.ImagePolicy {
	namespace, name, _ := strings.Cut(p.Name, ":")
	return reflectorv1.ImagePolicy{
		ObjectMeta: metav1.ObjectMeta{Namespace: namespace, Name: name},
		Status: reflectorv1.ImagePolicyStatus{
			LatestRef: &reflectorv1.ImageRef{Name: p.Image, Tag: p.Tag, Digest: p.Digest},
		},
	}
}

// updateFolder has the controller update all manifests in a folder.
func updateFolder(folder string, policies []policy) error {
	objects := make([]reflectorv1.ImagePolicy, 0, len(policies))
	for _, one := range policies {
		objects = append(objects, one.object())
	}
	_, err := update.UpdateWithSetters(logr.Discard(), folder, folder, objects)
	return err
}

// apply has the controller update a folder with the one manifest in it.
func apply(asked question) (string, error) {
	folder, err := os.MkdirTemp("", "setters-")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(folder)
	path := filepath.Join(folder, "app.yaml")
	if err := os.WriteFile(path, []byte(asked.Text), 0o600); err != nil {
		return "", err
	}
	if err := updateFolder(folder, asked.Policies); err != nil {
		return "", err
	}
	text, err := os.ReadFile(path)
	return string(text), err
}

func answerTo(asked question) answer {
	text, err := apply(asked)
	if err != nil {
		return answer{Refusal: err.Error()}
	}
	return answer{Text: text}
}

func read(what string, into any) error {
	if err := json.NewDecoder(os.Stdin).Decode(into); err != nil {
		return fmt.Errorf("the %s on standard input are not readable: %w", what, err)
	}
	return nil
}

func runInFolder(folder string) error {
	var policies []policy
	if err := read("policies", &policies); err != nil {
		return err
	}
	return updateFolder(folder, policies)
}

func runCases() error {
	var questions []question
	if err := read("cases", &questions); err != nil {
		return err
	}
	answers := make([]answer, 0, len(questions))
	for _, asked := range questions {
		answers = append(answers, answerTo(asked))
	}
	return json.NewEncoder(os.Stdout).Encode(answers)
}

func run(words []string) error {
	if len(words) > 0 {
		return runInFolder(words[0])
	}
	return runCases()
}

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
