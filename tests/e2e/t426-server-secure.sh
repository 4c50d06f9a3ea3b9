#!/bin/sh
test_description='cvdsearch --server: certificates and tokens of a cvdsearchd'
cd "$(dirname "$0")" && . ./lib.sh || exit 1

if ! command -v certtool >/dev/null; then
    test_skip 'certificates and tokens' 'no certtool'
    test_done
fi
test_write docs.jsonl <<'END'
{"id":"gao","text":"gạo và nước mắm"}
END
test_write template <<'END'
cn = "127.0.0.1"
ip_address = "127.0.0.1"
tls_www_server
signing_key
expiration_days = 2
END
test_write tokens <<'END'
reader-0123456789 search
exporter-0123456789 search,export
END
chmod go= tokens

test_expect 'an index, a certificate, a server' '
    cvdindex add --index idx docs.jsonl &&
    certtool --generate-privkey --key-type ecdsa --outfile key.pem &&
    certtool --generate-self-signed --load-privkey key.pem \
        --template template --outfile cert.pem'
cvdsearchd --index idx --listen 127.0.0.1:0 --tokens tokens \
    --tls-certificate cert.pem --tls-key key.pem 2>log &
daemon=$!
test_at_exit='kill "$daemon"'
wait_for 'grep -s " listen address=" log >/dev/null' || { cat log; exit 1; }
url=https://$(sed -n 's/.* listen address=\([^ ]*\) .*/\1/p' log)

# says STATUS PATTERN ARGUMENT...
says() {
    status=$1
    pattern=$2
    shift 2
    test_status "$status" cvdsearch --server "$url" "$@" >out 2>err &&
        test ! -s out && test "$(wc -l <err)" -eq 1 &&
        { grep -e "^cvdsearch: .*$pattern" err >/dev/null ||
            { cat err; return 1; }; }
}

test_expect 'a certificate that nobody vouches for: status 3' '
    says 3 "cannot reach.*certificate" gạo &&
    CVD_TOKEN=reader-0123456789 says 3 "cannot reach.*certificate" gạo'
SSL_CERT_FILE=$PWD/cert.pem
export SSL_CERT_FILE
test_expect 'SSL_CERT_FILE vouches for it; then a token is wanted' '
    says 3 "set CVD_TOKEN" gạo &&
    CVD_TOKEN=other-0123456789 says 3 "set CVD_TOKEN" gạo'
test_expect 'with a token it is asked' '
    CVD_TOKEN=reader-0123456789 cvdsearch --server "$url" gạo >out &&
    grep gao out'
test_expect 'what a token may not is said' '
    CVD_TOKEN=reader-0123456789 says 3 "forbids.*CVD_TOKEN" export gạo &&
    CVD_TOKEN=exporter-0123456789 cvdsearch --server "$url" export gạo >out &&
    grep gao out'
test_expect 'certificates that cannot be read: status 3' '
    SSL_CERT_FILE=$PWD/nowhere.pem says 3 "cannot reach" gạo'

test_done
