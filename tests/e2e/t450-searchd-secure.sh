#!/bin/sh
test_description='cvdsearchd: TLS, origins, proxies, the log'
cd "$(dirname "$0")" && . ./lib.sh && . "$ROOT/tests/http/http.sh" || exit 1

cat >template <<'END'
cn = "localhost"
dns_name = "localhost"
tls_www_server
signing_key
expiration_days = 2
END

test_expect 'the samples are indexed, two certificates made' '
    cvdindex rebuild --index idx "$CORPUS/samples" &&
    for which in first second; do
        certtool --generate-privkey --key-type ecdsa --outfile $which.key &&
        certtool --generate-self-signed --load-privkey $which.key \
            --template template --outfile $which.pem || exit 1
    done'

test_node secure.mjs "$PWD/idx" "$PWD"

test_done
