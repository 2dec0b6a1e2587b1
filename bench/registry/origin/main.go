// A registry of images that nobody has to store: layers are one pseudo-random block over and over, and end in 64 bytes of
// their own, so that each has a digest of its own and the digests of many large ones are known at once. Repositories are
// `library/<kind>-<n>`, for any n, with the tag 1.
package main

import (
	"crypto/sha256"
	"crypto/sha512"
	"encoding"
	"encoding/hex"
	"fmt"
	"hash"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"strconv"
	"strings"
	"sync"
)

const (
	blockBytes = 1 << 20
	tailBytes  = 64
	mebibyte   = 1 << 20
)

type kind struct {
	layers    int
	layerSize int64
}

var kinds = map[string]kind{
	"large": {4, 64 * mebibyte},
	"small": {1, mebibyte},
	"huge":  {64, 1024 * mebibyte},
}

type blob struct {
	size   int64
	body   []byte // of small blobs
	unique [tailBytes]byte
}

type image struct {
	manifest []byte
	digest   string
}

var (
	block  = make([]byte, blockBytes)
	lock   sync.Mutex
	blobs  = map[string]blob{}
	images = map[string]image{}
	states = map[int64][]byte{}
)

func main() {
	source := rand.NewChaCha8([32]byte{1})
	source.Read(block)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Printf("listening on http://%s\n", listener.Addr())
	http.Serve(listener, http.HandlerFunc(serve))
}

func serve(w http.ResponseWriter, r *http.Request) {
	parts := strings.Split(strings.TrimPrefix(r.URL.Path, "/v2/"), "/")
	if len(parts) != 4 {
		w.Write([]byte("{}"))
		return
	}
	repository, reference := parts[0]+"/"+parts[1], parts[3]
	found, ok := imageOf(repository)
	if !ok {
		http.NotFound(w, r)
		return
	}
	if parts[2] == "manifests" {
		w.Header().Set("Content-Type", "application/vnd.oci.image.manifest.v1+json")
		send(w, r, found.digest, blob{size: int64(len(found.manifest)), body: found.manifest})
		return
	}
	lock.Lock()
	content, ok := blobs[reference]
	lock.Unlock()
	if !ok {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", "application/octet-stream")
	send(w, r, reference, content)
}

func send(w http.ResponseWriter, r *http.Request, digest string, content blob) {
	start := int64(0)
	if text, asked := strings.CutPrefix(r.Header.Get("Range"), "bytes="); asked {
		start, _ = strconv.ParseInt(strings.TrimSuffix(text, "-"), 10, 64)
		w.Header().Set("Content-Range", fmt.Sprintf("bytes %d-%d/%d", start, content.size-1, content.size))
	}
	w.Header().Set("Docker-Content-Digest", digest)
	w.Header().Set("Content-Length", strconv.FormatInt(content.size-start, 10))
	if start > 0 {
		w.WriteHeader(http.StatusPartialContent)
	}
	if r.Method == http.MethodHead {
		return
	}
	if content.body != nil {
		w.Write(content.body[start:])
		return
	}
	common := content.size - tailBytes
	for position := start; position < common; {
		offset := position % blockBytes
		end := min(blockBytes, offset+common-position)
		count, err := w.Write(block[offset:end])
		if err != nil {
			return
		}
		position += int64(count)
	}
	w.Write(content.unique[max(0, start-common):])
}

func imageOf(repository string) (image, bool) {
	lock.Lock()
	defer lock.Unlock()
	if found, ok := images[repository]; ok {
		return found, true
	}
	name, _, _ := strings.Cut(strings.TrimPrefix(repository, "library/"), "-")
	shape, ok := kinds[name]
	if !ok {
		return image{}, false
	}
	config := []byte(`{"architecture":"amd64","os":"linux","rootfs":{"type":"layers","diff_ids":[]},"author":"` + repository + `"}`)
	manifest := `{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","config":` +
		descriptor("application/vnd.oci.image.config.v1+json", blob{size: int64(len(config)), body: config}) + `,"layers":[`
	for index := range shape.layers {
		if index > 0 {
			manifest += ","
		}
		unique := sha512.Sum512([]byte(fmt.Sprint(repository, " ", index)))
		manifest += descriptor("application/vnd.oci.image.layer.v1.tar", blob{size: shape.layerSize, unique: unique})
	}
	manifest += "]}"
	made := image{manifest: []byte(manifest), digest: digestOf(blob{size: int64(len(manifest)), body: []byte(manifest)})}
	images[repository] = made
	return made, true
}

func descriptor(mediaType string, content blob) string {
	digest := digestOf(content)
	blobs[digest] = content
	return fmt.Sprintf(`{"mediaType":%q,"digest":%q,"size":%d}`, mediaType, digest, content.size)
}

func digestOf(content blob) string {
	var state hash.Hash
	if content.body != nil {
		state = sha256.New()
		state.Write(content.body)
	} else {
		state = commonState(content.size - tailBytes)
		state.Write(content.unique[:])
	}
	return "sha256:" + hex.EncodeToString(state.Sum(nil))
}

// commonState is the hash over everything that layers of one size have in common, worked out once.
func commonState(bytes int64) hash.Hash {
	state := sha256.New()
	if saved, ok := states[bytes]; ok {
		if err := state.(encoding.BinaryUnmarshaler).UnmarshalBinary(saved); err != nil {
			panic(err)
		}
		return state
	}
	for left := bytes; left > 0; left -= blockBytes {
		state.Write(block[:min(blockBytes, left)])
	}
	saved, err := state.(encoding.BinaryMarshaler).MarshalBinary()
	if err != nil {
		panic(err)
	}
	states[bytes] = saved
	return state
}
