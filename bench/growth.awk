# growth.awk - the tables of bench/growth.sh, from lines of size, key, value.
#
# What a size that was not tried comes to, by the two largest that were, a and
# b documents: bytes and seconds by the line through both,
#   y(n) = y(b) + (n - b) (y(b) - y(a)) / (b - a);
# times of answers by the power that leads from one to the other,
#   t(n) = t(b) (n / b)^e, e = ln(t(b) / t(a)) / ln(b / a), at most 1:
# no class does more for each document because there are more of them.

function ratio(a, b) {
    return b ? a / b : 0
}

# Of key at n documents, on the line.
function line(key, n,    a, b) {
    b = size[sizes]
    if (sizes < 2)
        return v[b, key] * n / b
    a = size[sizes - 1]
    return v[b, key] + (n - b) * (v[b, key] - v[a, key]) / (b - a)
}

# That of a p99 is not below that of its p50.
function exponent(key,    e, f) {
    e = own_exponent(key)
    if (key !~ /^p99:/)
        return e
    f = own_exponent("p50:" substr(key, 5))
    return f > e ? f : e
}

function own_exponent(key,    a, b, e) {
    if (sizes < 2)
        return 1
    a = size[sizes - 1]
    b = size[sizes]
    if (v[a, key] <= 0 || v[b, key] <= 0)
        return 1
    e = log(v[b, key] / v[a, key]) / log(b / a)
    return e < 0 ? 0 : e > 1 ? 1 : e
}

function power(key, n) {
    return v[size[sizes], key] * (n / size[sizes]) ^ exponent(key)
}

function heading(what,    i) {
    printf "\n%-30s", what
    for (i = 1; i <= sizes; i++)
        printf " %14d", size[i]
    printf "\n"
}

function row(what, format, key, scale,    i) {
    printf "%-30s", what
    for (i = 1; i <= sizes; i++)
        printf " %14s", sprintf(format, v[size[i], key] * scale)
    printf "\n"
}

function per(what, format, key, by, scale,    i) {
    printf "%-30s", what
    for (i = 1; i <= sizes; i++)
        printf " %14s", sprintf(format, ratio(v[size[i], key],
                                              v[size[i], by]) * scale)
    printf "\n"
}

{
    if (!($1 in known)) {
        known[$1] = 1
        size[++sizes] = $1
        v[$1, "documents"] = $1
    }
    v[$1, $2] = $3
    if ($2 ~ /^file:/ && !($2 in files)) {
        files[$2] = 1
        file[++file_count] = $2
    }
    if ($2 ~ /^file:/)
        v[$1, "bytes"] += $3
    # What is read for an answer, but for the texts of a page of hits.
    if ($2 ~ /^file:/ && $2 !~ /^file:(text|meta)$/)
        v[$1, "hot"] += $3
    if ($2 ~ /^p50:/ && !($2 in seen)) {
        seen[$2] = 1
        class[++classes] = substr($2, 5)
    }
}

END {
    heading("documents")
    row("text, MB", "%.1f", "text_bytes", 1e-6)
    row("parts", "%d", "parts", 1)
    row("build, s", "%.1f", "build_s", 1)
    row("build, s of CPU", "%.1f", "build_cpu_s", 1)
    per("documents a second", "%.0f", "documents", "build_s", 1)
    per("MB of text a second", "%.1f", "text_bytes", "build_s", 1e-6)
    per("MB of text a second of CPU", "%.1f", "text_bytes", "build_cpu_s",
        1e-6)
    row("peak memory of it, MB", "%.0f", "build_rss_kb", 1 / 1024)
    per("index, of the text", "%.3f", "bytes", "text_bytes", 1)
    for (i = 1; i <= file_count; i++)
        per("  " substr(file[i], 6), "%.4f", file[i], "text_bytes", 1)
    row("answering, MB with the index", "%.0f", "answer_rss_kb", 1 / 1024)
    row("answering, MB of its own", "%.1f", "answer_anon_kb", 1 / 1024)
    row("first answer, warm, ms", "%.1f", "start_warm_ms", 1)
    row("first answer, cold, ms", "%.1f", "start_cold_ms", 1)

    heading("answers, µs p50/p99, " clock)
    for (c = 1; c <= classes; c++) {
        printf "%-30s", class[c]
        for (i = 1; i <= sizes; i++)
            printf " %14s", v[size[i], "p50:" class[c]] "/" \
                v[size[i], "p99:" class[c]]
        printf "  e %.2f/%.2f, hits %.0f\n", exponent("p50:" class[c]),
            exponent("p99:" class[c]), v[size[sizes], "hits:" class[c]]
    }

    n = split(estimates, at, " ")
    printf "\n%-30s", "estimated, documents"
    for (k = 1; k <= n; k++)
        printf " %14s", at[k]
    printf "\n"
    estimate("text, GB", "%.1f", "text_bytes", 1e-9)
    estimate("index, GB", "%.1f", "bytes", 1e-9)
    estimate("disk while writing anew, GB", "%.1f", "bytes", 2e-9)
    estimate("memory to keep it warm, GB", "%.1f", "hot", 1e-9)
    estimate("build, hours", "%.2f", "build_s", 1 / 3600)
    for (c = 1; c <= classes; c++) {
        if (class[c] ~ /^store:/)
            continue
        printf "%-30s", class[c]
        for (k = 1; k <= n; k++)
            printf " %14s", sprintf("%.1f/%.0f ms",
                power("p50:" class[c], at[k]) / 1000,
                power("p99:" class[c], at[k]) / 1000)
        printf "\n"
    }
    b = size[sizes]
    printf "\nlimits of one machine, in documents like these:\n"
    printf "  disk D GB:        D x %.3g (index once, and once more while " \
        "it is written anew)\n",
        1e9 / (2 * ratio(line("bytes", 10 * b), 10 * b))
    printf "  memory M GB:      M x %.3g (all but texts and metadata in the " \
        "page cache)\n", 1e9 / ratio(line("hot", 10 * b), 10 * b)
    printf "  a day of building: %.3g\n", 86400 / ratio(line("build_s", 10 * b),
        10 * b)
    for (c = 1; c <= classes; c++)
        if (class[c] ~ /^two_words/ && class[c] !~ /province/)
            printf "  p99 of %s within 1 s: %s\n", class[c],
                reach("p99:" class[c])
}

# Documents at which t(n) is a second.
function reach(key,    e, n) {
    e = exponent(key)
    n = e < 0.01 ? 1e9 : size[sizes] * (1e6 / v[size[sizes], key]) ^ (1 / e)
    return n < 1e9 ? sprintf("%.3g", n) : "over 1e+09"
}

function estimate(what, format, key, scale,    k) {
    printf "%-30s", what
    for (k = 1; k <= n; k++)
        printf " %14s", sprintf(format, line(key, at[k]) * scale)
    printf "\n"
}
