// Command helm sets values as `helm --set-string` does, with Helm's own code.
//
// It reads a list of cases as JSON from standard input and writes the list of answers to standard output.
package main

import (
	"encoding/json"
	"fmt"
	"os"

	"helm.sh/helm/v3/pkg/chartutil"
	"helm.sh/helm/v3/pkg/strvals"
)

type question struct {
	Text string   `json:"text"`
	Sets []string `json:"sets"`
	// Unset are keys that go, as with `helm --set KEY=null`.
	Unset []string `json:"unset"`
}

type answer struct {
	Values  map[string]any `json:"values"`
	Refusal string         `json:"refusal,omitempty"`
}

func apply(asked question) (chartutil.Values, error) {
	values, err := chartutil.ReadValues([]byte(asked.Text))
	if err != nil {
		return nil, err
	}
	for _, set := range asked.Sets {
		if err := strvals.ParseIntoString(set, values); err != nil {
			return nil, err
		}
	}
	for _, key := range asked.Unset {
		if err := strvals.ParseInto(key+"=null", values); err != nil {
			return nil, err
		}
	}
	return values, nil
}

func answerTo(asked question) answer {
	values, err := apply(asked)
	if err != nil {
		return answer{Refusal: err.Error()}
	}
	return answer{Values: values}
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
