// Command semver tells which versions constraints admit, with the library that Flux, Argo CD Image Updater and Kargo share.
//
// It reads a list of cases as JSON from standard input and writes the list of answers to standard output.
package main

import (
	"encoding/json"
	"fmt"
	"os"

	"github.com/Masterminds/semver/v3"
)

type question struct {
	Constraint string   `json:"constraint"`
	Versions   []string `json:"versions"`
}

type answer struct {
	// Admitted holds those of the versions that are versions and are admitted.
	Admitted []string `json:"admitted"`
	// Readings holds what each of the versions is read as, "" where it is none.
	Readings []string `json:"readings"`
	Refusal  string   `json:"refusal,omitempty"`
}

func readings(texts []string) []string {
	read := make([]string, 0, len(texts))
	for _, text := range texts {
		version, err := semver.NewVersion(text)
		if err != nil {
			read = append(read, "")
			continue
		}
		pre := ""
		if version.Prerelease() != "" {
			pre = "-" + version.Prerelease()
		}
		read = append(read, fmt.Sprintf("%d.%d.%d%s", version.Major(), version.Minor(), version.Patch(), pre))
	}
	return read
}

func answerTo(asked question) answer {
	given := answer{Admitted: []string{}, Readings: readings(asked.Versions)}
	constraint, err := semver.NewConstraint(asked.Constraint)
	if err != nil {
		given.Refusal = err.Error()
		return given
	}
	for _, text := range asked.Versions {
		if version, err := semver.NewVersion(text); err == nil && constraint.Check(version) {
			given.Admitted = append(given.Admitted, text)
		}
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
