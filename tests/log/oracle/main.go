// Checks notes and proofs of the log with the packages of Go's own checksum database.
package main

import (
	"encoding/json"
	"fmt"
	"os"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type inclusion struct {
	Size, Index int64
	Root, Leaf  []byte
	Proof       [][]byte
}

type consistency struct {
	Old, New         int64
	OldRoot, NewRoot []byte
	Proof            [][]byte
}

type input struct {
	Key, Note   string
	Inclusion   []inclusion
	Consistency []consistency
}

func hash(b []byte) (h tlog.Hash) { copy(h[:], b); return }

func hashes(all [][]byte) (list []tlog.Hash) {
	for _, one := range all {
		list = append(list, hash(one))
	}
	return
}

func must(err error) {
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
}

func main() {
	var in input
	must(json.NewDecoder(os.Stdin).Decode(&in))
	verifier, err := note.NewVerifier(in.Key)
	must(err)
	_, err = note.Open([]byte(in.Note), note.VerifierList(verifier))
	must(err)
	for _, p := range in.Inclusion {
		must(tlog.CheckRecord(hashes(p.Proof), p.Size, hash(p.Root), p.Index, hash(p.Leaf)))
	}
	for _, p := range in.Consistency {
		must(tlog.CheckTree(hashes(p.Proof), p.New, hash(p.NewRoot), p.Old, hash(p.OldRoot)))
	}
	fmt.Println("all hold")
}
