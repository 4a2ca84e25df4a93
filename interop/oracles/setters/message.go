package main

import (
	"fmt"
	"strings"
	"text/template"

	"github.com/Masterminds/sprig/v3"
	"github.com/google/go-containerregistry/pkg/name"
	"k8s.io/apimachinery/pkg/types"

	"github.com/fluxcd/image-automation-controller/internal/update"
)

// message is the template of an ImageUpdateAutomation, NAMESPACE/NAME, with the values that it may name.
type message struct {
	Automation string            `json:"automation"`
	Template   string            `json:"template"`
	Values     map[string]string `json:"values"`
}

// data has the shape of what the controller gives to templates; Updated is what it gave until its version 1.1.
type data struct {
	AutomationObject types.NamespacedName
	Updated          formerResult
	Changed          update.Result
	Values           map[string]string
}

// former is an image as templates saw it until then.
type former struct {
	name.Reference
	policy types.NamespacedName
}

func (f former) Policy() types.NamespacedName { return f.policy }
func (f former) Repository() string           { return f.Context().RepositoryStr() }
func (f former) Registry() string             { return f.Context().Registry.String() }

type formerFile struct {
	Objects map[update.ObjectIdentifier][]former
}

type formerResult struct {
	Files map[string]formerFile
}

// Images has every image once.
func (r formerResult) Images() []former {
	var images []former
	seen := map[string]bool{}
	for _, file := range r.Files {
		for _, some := range file.Objects {
			for _, image := range some {
				if key := image.String() + " " + image.policy.String(); !seen[key] {
					seen[key] = true
					images = append(images, image)
				}
			}
		}
	}
	return images
}

// Objects has the images of every object, whichever file it is in.
func (r formerResult) Objects() map[update.ObjectIdentifier][]former {
	objects := map[update.ObjectIdentifier][]former{}
	for _, file := range r.Files {
		for object, images := range file.Objects {
			objects[object] = images
		}
	}
	return objects
}

func (p policy) former() (former, error) {
	reference, err := name.ParseReference(p.object().Status.LatestRef.String(), name.WeakValidation)
	namespace, called, _ := strings.Cut(p.Name, ":")
	return former{Reference: reference, policy: types.NamespacedName{Namespace: namespace, Name: called}}, err
}

func has(images []former, image former) bool {
	for _, each := range images {
		if each.policy == image.policy {
			return true
		}
	}
	return false
}

// formerly tells of changes as the controller did until its version 1.1: the images of each object, each once.
func formerly(result update.Result, policies []policy) (formerResult, error) {
	images := map[string]former{}
	for _, one := range policies {
		image, err := one.former()
		if err != nil {
			return formerResult{}, err
		}
		images[one.Name] = image
	}
	files := map[string]formerFile{}
	for path, objects := range result.FileChanges {
		files[path] = formerFile{Objects: map[update.ObjectIdentifier][]former{}}
		for object, changes := range objects {
			for _, change := range changes {
				parts := strings.SplitN(change.Setter, ":", 3)
				image := images[parts[0]+":"+parts[1]]
				if known := files[path].Objects[object]; !has(known, image) {
					files[path].Objects[object] = append(known, image)
				}
			}
		}
	}
	return formerResult{Files: files}, nil
}

// render fills the template in, with the functions that the controller gives it.
func (m message) render(result update.Result, policies []policy) (string, error) {
	parsed, err := template.New("message").Funcs(sprig.HermeticTxtFuncMap()).Parse(m.Template)
	if err != nil {
		return "", err
	}
	updated, err := formerly(result, policies)
	if err != nil {
		return "", err
	}
	namespace, called, _ := strings.Cut(m.Automation, "/")
	text := &strings.Builder{}
	err = parsed.Execute(text, data{
		AutomationObject: types.NamespacedName{Namespace: namespace, Name: called},
		Updated:          updated,
		Changed:          result,
		Values:           m.Values,
	})
	if err != nil {
		return "", fmt.Errorf("it cannot be filled in: %w", err)
	}
	return text.String(), nil
}
