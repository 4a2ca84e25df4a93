// Command setters applies image policies to manifests with the code of Flux's image automation controller.
//
// It reads a list of cases as JSON from standard input and writes the list of answers to standard output. Its module has a
// path below that of the controller, whose packages are internal.
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
	objects := make([]reflectorv1.ImagePolicy, 0, len(asked.Policies))
	for _, one := range asked.Policies {
		objects = append(objects, one.object())
	}
	if _, err := update.UpdateWithSetters(logr.Discard(), folder, folder, objects); err != nil {
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
