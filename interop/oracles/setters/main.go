// Command setters applies image policies to manifests with the code of Flux's image automation controller, and fills in
// templates of commit messages with what that tells of the changes.
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
	// Files are there instead of the one text, by their paths, where a message is asked for.
	Files   map[string]string `json:"files"`
	Message *message          `json:"message"`
}

type answer struct {
	Text    string `json:"text"`
	Message string `json:"message"`
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

// updateFolder has the controller update all manifests in a folder, and tells what it did.
func updateFolder(folder string, policies []policy) (update.Result, error) {
	objects := make([]reflectorv1.ImagePolicy, 0, len(policies))
	for _, one := range policies {
		objects = append(objects, one.object())
	}
	return update.UpdateWithSetters(logr.Discard(), folder, folder, objects)
}

// applied has the controller update a folder with these files in it, and tells what it did.
func applied(files map[string]string, policies []policy) (map[string]string, update.Result, error) {
	folder, err := os.MkdirTemp("", "setters-")
	if err != nil {
		return nil, update.Result{}, err
	}
	defer os.RemoveAll(folder)
	for path, text := range files {
		path = filepath.Join(folder, path)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			return nil, update.Result{}, err
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			return nil, update.Result{}, err
		}
	}
	result, err := updateFolder(folder, policies)
	if err != nil {
		return nil, update.Result{}, err
	}
	texts := map[string]string{}
	for path := range files {
		text, err := os.ReadFile(filepath.Join(folder, path))
		if err != nil {
			return nil, update.Result{}, err
		}
		texts[path] = string(text)
	}
	return texts, result, nil
}

func answerTo(asked question) answer {
	files := asked.Files
	if files == nil {
		files = map[string]string{"app.yaml": asked.Text}
	}
	texts, result, err := applied(files, asked.Policies)
	if err != nil {
		return answer{Refusal: err.Error()}
	}
	given := answer{Text: texts["app.yaml"]}
	if asked.Message != nil {
		given.Message, err = asked.Message.render(result, asked.Policies)
	}
	if err != nil {
		return answer{Refusal: err.Error()}
	}
	return given
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
	_, err := updateFolder(folder, policies)
	return err
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
