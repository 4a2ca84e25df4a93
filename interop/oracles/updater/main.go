// Command updater chooses tags with the registry scanner of Argo CD Image Updater.
//
// It reads a list of cases as JSON from standard input and writes the list of answers to standard output.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"time"

	"github.com/argoproj-labs/argocd-image-updater/registry-scanner/pkg/image"
	"github.com/argoproj-labs/argocd-image-updater/registry-scanner/pkg/log"
	"github.com/argoproj-labs/argocd-image-updater/registry-scanner/pkg/options"
	"github.com/argoproj-labs/argocd-image-updater/registry-scanner/pkg/registry"
	"github.com/argoproj-labs/argocd-image-updater/registry-scanner/pkg/tag"
	"github.com/distribution/distribution/v3"
	"github.com/distribution/distribution/v3/manifest/schema2"
	"github.com/opencontainers/go-digest"
)

const prefix = "argocd-image-updater.argoproj.io"

type question struct {
	// Image is an item of the image list: [ALIAS=]IMAGE[:CONSTRAINT].
	Image string `json:"image"`
	// Annotations of the Application, without the updater's prefix.
	Annotations map[string]string `json:"annotations"`
	Tags        []string          `json:"tags"`
	// Created tells when images were made, in seconds since 1970.
	Created map[string]int64 `json:"created"`
}

type answer struct {
	Tag     string `json:"tag"`
	Refusal string `json:"refusal,omitempty"`
}

// shelf is a registry with the tags of a question. A manifest that it gives tells its tag by the version of its schema.
type shelf struct {
	question
}

func (s shelf) NewRepository(string) error { return nil }

func (s shelf) Tags() ([]string, error) { return s.question.Tags, nil }

func (s shelf) ManifestForTag(wanted string) (distribution.Manifest, error) {
	for position, each := range s.question.Tags {
		if each == wanted {
			manifest := schema2.DeserializedManifest{}
			manifest.SchemaVersion = position
			return &manifest, nil
		}
	}
	return nil, fmt.Errorf("there is no tag %q", wanted)
}

func (s shelf) ManifestForDigest(digest.Digest) (distribution.Manifest, error) {
	return nil, fmt.Errorf("digests are not asked for")
}

func (s shelf) TagMetadata(manifest distribution.Manifest, _ *options.ManifestOptions) (*tag.TagInfo, error) {
	position := manifest.(*schema2.DeserializedManifest).SchemaVersion
	created, isTold := s.Created[s.question.Tags[position]]
	if !isTold {
		return nil, fmt.Errorf("it does not tell when it was made")
	}
	return &tag.TagInfo{CreatedAt: time.Unix(created, 0)}, nil
}

// choose does as the updater does with one image of an Application that runs no version of it yet.
func choose(asked question) (answer, error) {
	annotations := map[string]string{}
	for key, value := range asked.Annotations {
		annotations[prefix+"/"+key] = value
	}
	wanted := image.NewFromIdentifier(asked.Image)
	constraint := image.VersionConstraint{}
	if wanted.ImageTag != nil {
		constraint.Constraint = wanted.ImageTag.TagName
	}
	constraint.Strategy = wanted.GetParameterUpdateStrategy(annotations, prefix)
	constraint.MatchFunc, constraint.MatchArgs = wanted.GetParameterMatch(annotations, prefix)
	constraint.IgnoreList = wanted.GetParameterIgnoreTags(annotations, prefix)
	constraint.Options = wanted.GetPlatformOptions(annotations, true, prefix).
		WithMetadata(constraint.Strategy.NeedsMetadata()).
		WithLogger(log.NewContext())
	endpoint := registry.NewRegistryEndpoint("", "", "", "", "", false, registry.TagListSortUnsorted, 0, 0)
	tags, err := endpoint.GetTags(wanted, shelf{asked}, &constraint)
	if err != nil {
		return answer{}, err
	}
	running := image.NewFromIdentifier(wanted.GetFullNameWithoutTag())
	newest, err := running.GetNewestVersionFromTags(&constraint, tags)
	if err != nil || newest == nil {
		return answer{}, err
	}
	return answer{Tag: newest.TagName}, nil
}

func answerTo(asked question) answer {
	given, err := choose(asked)
	if err != nil {
		return answer{Refusal: err.Error()}
	}
	return given
}

func run() error {
	// The scanner moves its one logger to and fro between both streams, from many goroutines at once, so that errors come to standard
	// output, too: it has to find another stream there than the answers'.
	answersOut := os.Stdout
	os.Stdout = os.Stderr
	if err := log.SetLogLevel("error"); err != nil {
		return err
	}
	var questions []question
	if err := json.NewDecoder(os.Stdin).Decode(&questions); err != nil {
		return fmt.Errorf("the cases on standard input are not readable: %w", err)
	}
	answers := make([]answer, 0, len(questions))
	for _, asked := range questions {
		answers = append(answers, answerTo(asked))
	}
	return json.NewEncoder(answersOut).Encode(answers)
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
