// Command meter runs a program and notes what it and all its descendants used.
//
// Its first argument is the file for the note, the rest is the command. It ends with the status of the program. A small
// program has to do this: a child that a large one starts counts the memory of its parent as its own until it is under way.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"syscall"
	"time"
)

// usage is the note: what was used by the program and by those that it and its descendants waited for.
type usage struct {
	CPUMilliseconds float64 `json:"cpuMilliseconds"`
	// PeakBytes is the memory of the largest process, not the sum of those that ran at once.
	PeakBytes int64 `json:"peakBytes"`
}

// bytesPer is the unit that the system counts memory in.
func bytesPer() int64 {
	if runtime.GOOS == "darwin" {
		return 1
	}
	return 1024
}

func run(note string, command []string) (int, error) {
	child := exec.Command(command[0], command[1:]...)
	child.Stdin, child.Stdout, child.Stderr = os.Stdin, os.Stdout, os.Stderr
	err := child.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		return 0, err
	}
	state := child.ProcessState
	used, ok := state.SysUsage().(*syscall.Rusage)
	if !ok {
		return 0, errors.New("this system does not tell what a process used")
	}
	cpu := state.UserTime() + state.SystemTime()
	text, err := json.Marshal(usage{
		CPUMilliseconds: float64(cpu) / float64(time.Millisecond),
		PeakBytes:       int64(used.Maxrss) * bytesPer(),
	})
	if err != nil {
		return 0, err
	}
	return state.ExitCode(), os.WriteFile(note, text, 0o600)
}

func main() {
	if len(os.Args) < 3 {
		fmt.Fprintln(os.Stderr, "usage: meter NOTE PROGRAM [ARGUMENT...]")
		os.Exit(2)
	}
	status, err := run(os.Args[1], os.Args[2:])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(status)
}
