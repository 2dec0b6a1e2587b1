// A client that asks for the same paths again and again and throws the answers away in the kernel (MSG_TRUNC: what TCP
// received is dropped without being copied), so that the server is what is measured. Prints one line of JSON.
//
//	sink -address 127.0.0.1:5000 -connections 4 [-seconds 2] [-count 100] path...
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"net"
	"os"
	"strconv"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
	"unsafe"
)

var (
	address     = flag.String("address", "", "host:port")
	connections = flag.Int("connections", 1, "connections, each with one request at a time")
	seconds     = flag.Float64("seconds", 0, "stop after so long; 0: when all is there")
	count       = flag.Int64("count", 0, "requests at all; 0: without end")

	asked, answered, received, wrong atomic.Int64
)

func main() {
	flag.Parse()
	paths := flag.Args()
	began := time.Now()
	var deadline time.Time
	if *seconds > 0 {
		deadline = began.Add(time.Duration(*seconds * float64(time.Second)))
	}
	var group sync.WaitGroup
	for range *connections {
		group.Add(1)
		go func() {
			defer group.Done()
			if err := pull(paths, deadline); err != nil && !errors.Is(err, os.ErrDeadlineExceeded) {
				fmt.Fprintln(os.Stderr, err)
				wrong.Add(1)
			}
		}()
	}
	group.Wait()
	json.NewEncoder(os.Stdout).Encode(map[string]any{
		"seconds":  time.Since(began).Seconds(),
		"requests": answered.Load(),
		"bytes":    received.Load(),
		"wrong":    wrong.Load(),
	})
}

// pull sends one request after the other on one connection.
func pull(paths []string, deadline time.Time) error {
	conn, err := net.Dial("tcp", *address)
	if err != nil {
		return err
	}
	defer conn.Close()
	if !deadline.IsZero() {
		conn.SetReadDeadline(deadline)
	}
	raw, err := conn.(*net.TCPConn).SyscallConn()
	if err != nil {
		return err
	}
	buffer := make([]byte, 16<<10)
	for {
		number := asked.Add(1)
		if *count > 0 && number > *count {
			return nil
		}
		path := paths[int(number-1)%len(paths)]
		request := "GET " + path + " HTTP/1.1\r\nHost: bench\r\nAccept: application/vnd.oci.image.manifest.v1+json, */*\r\n\r\n"
		if _, err := conn.Write([]byte(request)); err != nil {
			return err
		}
		left, err := header(conn, buffer)
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		for left > 0 {
			dropped, err := drop(raw, left)
			if err != nil {
				return err
			}
			if dropped == 0 {
				return fmt.Errorf("%s: %d bytes are missing", path, left)
			}
			left -= dropped
			received.Add(dropped)
		}
		answered.Add(1)
	}
}

// header reads an answer's header and gives how much of its body is still to come.
func header(conn net.Conn, buffer []byte) (int64, error) {
	have := 0
	for {
		read, err := conn.Read(buffer[have:])
		if err != nil {
			return 0, err
		}
		have += read
		end := bytes.Index(buffer[:have], []byte("\r\n\r\n"))
		if end < 0 {
			continue
		}
		lines := bytes.Split(buffer[:end], []byte("\r\n"))
		if !bytes.HasPrefix(lines[0], []byte("HTTP/1.1 200")) {
			return 0, fmt.Errorf("%s", buffer[:have])
		}
		for _, line := range lines[1:] {
			name, value, _ := bytes.Cut(line, []byte(":"))
			if bytes.EqualFold(name, []byte("content-length")) {
				length, err := strconv.ParseInt(string(bytes.TrimSpace(value)), 10, 64)
				body := int64(have - end - 4)
				received.Add(body)
				return length - body, err
			}
		}
		return 0, errors.New("an answer without a length")
	}
}

// drop throws away at most `most` bytes.
func drop(raw syscall.RawConn, most int64) (dropped int64, failure error) {
	var nothing byte
	size := min(most, 8<<20)
	err := raw.Read(func(socket uintptr) bool {
		count, _, code := syscall.Syscall6(syscall.SYS_RECVFROM, socket, uintptr(unsafe.Pointer(&nothing)), uintptr(size),
			syscall.MSG_TRUNC|syscall.MSG_DONTWAIT, 0, 0)
		if code == syscall.EAGAIN {
			return false
		}
		if code != 0 {
			failure = code
		}
		dropped = int64(count)
		return true
	})
	if failure == nil {
		failure = err
	}
	return dropped, failure
}
