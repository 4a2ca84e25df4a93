// Command policies chooses tags with the code of Flux's image reflector controller, and matches globs with Go itself.
//
// It reads a list of cases as JSON from standard input and writes the list of answers to standard output. Its module has a
// path below that of the controller, whose packages are internal.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"sort"

	"github.com/fluxcd/image-reflector-controller/api/v1"

	"github.com/fluxcd/image-reflector-controller/internal/policy"
)

type filter struct {
	Pattern string `json:"pattern"`
	Extract string `json:"extract"`
}

type question struct {
	Tags   []string              `json:"tags"`
	Filter *filter               `json:"filter"`
	Policy *v1.ImagePolicyChoice `json:"policy"`
	// Glob asks, instead of for a policy's choice, for the tags that the glob matches.
	Glob *string `json:"glob"`
}

type answer struct {
	Tag     string   `json:"tag"`
	Matched []string `json:"matched,omitempty"`
	Refusal string   `json:"refusal,omitempty"`
}

func matched(glob string, tags []string) (answer, error) {
	given := answer{Matched: []string{}}
	for _, tag := range tags {
		isMatch, err := filepath.Match(glob, tag)
		if err != nil {
			return answer{}, err
		}
		if isMatch {
			given.Matched = append(given.Matched, tag)
		}
	}
	return given, nil
}

// choose does as the controller does with the tags of a repository, which it keeps in descending order.
func choose(asked question) (answer, error) {
	tags := append([]string{}, asked.Tags...)
	sort.Sort(sort.Reverse(sort.StringSlice(tags)))
	policer, err := policy.PolicerFromSpec(*asked.Policy)
	if err != nil {
		return answer{}, err
	}
	original := func(key string) string { return key }
	if asked.Filter != nil {
		regex, err := policy.NewRegexFilter(asked.Filter.Pattern, asked.Filter.Extract)
		if err != nil {
			return answer{}, err
		}
		regex.Apply(tags)
		tags, original = regex.Items(), regex.GetOriginalTag
	}
	latest, err := policer.Latest(tags)
	if err != nil {
		return answer{}, err
	}
	return answer{Tag: original(latest)}, nil
}

func answerTo(asked question) answer {
	work := choose
	if asked.Glob != nil {
		work = func(asked question) (answer, error) { return matched(*asked.Glob, asked.Tags) }
	}
	given, err := work(asked)
	if err != nil {
		return answer{Refusal: err.Error()}
	}
	return given
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
