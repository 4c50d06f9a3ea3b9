/* PeerLucene.java - Lucene 8, two fields with positions.
 *
 *   PeerLucene build TOKENS INDEXDIR [THREADS]
 *   PeerLucene query INDEXDIR QUERIES
 *   PeerLucene cold INDEXDIR CLASS WORD...
 *
 * WhitespaceAnalyzer (the tokens are cut already), BM25 and segment merging
 * as Lucene comes.  `cold` opens the index and answers one query, for timing
 * a new process from outside.
 *
 * May depend on: JDK 11, lucene-core, lucene-analyzers-common. */

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.lucene.analysis.core.WhitespaceAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;

public final class PeerLucene {
    private static final int TOP = 10;

    /* The documented advice is a buffer larger than the default 16 MB when
     * indexing in bulk. */
    private static final double BUFFER_MB = 256;

    /* The other peers warm caches with one pass; the compiler of the JVM
     * needs more before it settles. */
    private static final int WARM_UP_PASSES = 3;

    private PeerLucene() { }

    private static void build(Path tokens, Path index, int threads)
            throws Exception {
        long start = System.nanoTime();
        IndexWriterConfig config =
            new IndexWriterConfig(new WhitespaceAnalyzer());
        config.setOpenMode(IndexWriterConfig.OpenMode.CREATE);
        config.setRAMBufferSizeMB(BUFFER_MB);
        try (Directory dir = FSDirectory.open(index);
             IndexWriter writer = new IndexWriter(dir, config);
             BufferedReader in = Files.newBufferedReader(tokens)) {
            List<Thread> pool = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                Thread t = new Thread(() -> addAll(in, writer));
                t.start();
                pool.add(t);
            }
            for (Thread t : pool) {
                t.join();
            }
            writer.commit();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(Locale.ROOT,
            "build_s=%.2f peak_rss_kb=%d index_bytes=%d%n", seconds,
            peakRssKb(), directoryBytes(index));
    }

    private static void addAll(BufferedReader in, IndexWriter writer) {
        try {
            for (;;) {
                String line;
                synchronized (in) {
                    line = in.readLine();
                }
                if (line == null) {
                    return;
                }
                String[] parts = line.split("\t", -1);
                Document doc = new Document();
                doc.add(new StoredField("id", parts[0]));
                doc.add(new TextField("exact", parts[1], Field.Store.NO));
                doc.add(new TextField("folded", parts[2], Field.Store.NO));
                writer.addDocument(doc);
            }
        } catch (IOException e) {
            System.err.println("cannot index: " + e);
            System.exit(1);
        }
    }

    private static long peakRssKb() throws IOException {
        Path status = Paths.get("/proc/self/status");
        if (Files.exists(status)) {
            for (String line : Files.readAllLines(status)) {
                if (line.startsWith("VmHWM:")) {
                    return Long.parseLong(line.replaceAll("[^0-9]", ""));
                }
            }
        }
        return 0;
    }

    private static long directoryBytes(Path dir) throws IOException {
        long sum = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(dir)) {
            for (Path file : files) {
                sum += Files.size(file);
            }
        }
        return sum;
    }

    private static Query makeQuery(String name, String[] words) {
        String field = name.endsWith("_folded") ? "folded" : "exact";
        if (name.startsWith("phrase")) {
            return new PhraseQuery(field, words);
        }
        if (words.length == 1) {
            return new TermQuery(new Term(field, words[0]));
        }
        BooleanClause.Occur occur = name.startsWith("and")
            ? BooleanClause.Occur.MUST : BooleanClause.Occur.SHOULD;
        BooleanQuery.Builder query = new BooleanQuery.Builder();
        for (String word : words) {
            query.add(new TermQuery(new Term(field, word)), occur);
        }
        return query.build();
    }

    /* One class of queries: its name and the words of each. */
    private static final class QueryClass {
        final String name;
        final List<String[]> queries = new ArrayList<>();

        QueryClass(String name) {
            this.name = name;
        }
    }

    private static List<QueryClass> readQueries(Path path)
            throws IOException {
        List<QueryClass> classes = new ArrayList<>();
        QueryClass last = null;
        for (String line : Files.readAllLines(path)) {
            String[] parts = line.split("\t");
            if (last == null || !last.name.equals(parts[0])) {
                last = new QueryClass(parts[0]);
                classes.add(last);
            }
            last.queries.add(parts[1].split(" "));
        }
        return classes;
    }

    private static IndexSearcher searcher(DirectoryReader reader) {
        IndexSearcher searcher = new IndexSearcher(reader);
        searcher.setQueryCache(null);   /* no peer may remember answers */
        return searcher;
    }

    private static void timeClass(IndexSearcher searcher, QueryClass c)
            throws IOException {
        int n = c.queries.size();
        double[] us = new double[n];
        double hits = 0;
        for (int i = 0; i < n; i++) {
            long start = System.nanoTime();
            searcher.search(makeQuery(c.name, c.queries.get(i)), TOP);
            us[i] = (System.nanoTime() - start) / 1e3;
        }
        for (String[] words : c.queries) {
            hits += searcher.count(makeQuery(c.name, words));
        }
        Arrays.sort(us);
        System.out.printf(Locale.ROOT, "%s %d %.0f %.0f %.1f%n", c.name, n,
            us[n / 2], us[n * 99 / 100], hits / n);
    }

    private static void query(Path index, Path queries) throws IOException {
        List<QueryClass> classes = readQueries(queries);
        try (Directory dir = FSDirectory.open(index);
             DirectoryReader reader = DirectoryReader.open(dir)) {
            IndexSearcher searcher = searcher(reader);
            for (int pass = 0; pass < WARM_UP_PASSES; pass++) {
                for (QueryClass c : classes) {
                    for (String[] words : c.queries) {
                        searcher.search(makeQuery(c.name, words), TOP);
                    }
                }
            }
            for (QueryClass c : classes) {
                timeClass(searcher, c);
            }
        }
    }

    private static void cold(Path index, String name, String[] words)
            throws IOException {
        long start = System.nanoTime();
        try (Directory dir = FSDirectory.open(index);
             DirectoryReader reader = DirectoryReader.open(dir)) {
            int found = searcher(reader).search(makeQuery(name, words), TOP)
                .scoreDocs.length;
            System.out.printf(Locale.ROOT, "cold_us=%.0f hits=%d%n",
                (System.nanoTime() - start) / 1e3, found);
        }
    }

    public static void main(String[] args) throws Exception {
        String verb = args.length >= 3 ? args[0] : "";
        if (verb.equals("build")) {
            build(Paths.get(args[1]), Paths.get(args[2]),
                args.length > 3 ? Integer.parseInt(args[3]) : 1);
        } else if (verb.equals("query")) {
            query(Paths.get(args[1]), Paths.get(args[2]));
        } else if (verb.equals("cold") && args.length > 3) {
            cold(Paths.get(args[1]), args[2],
                Arrays.copyOfRange(args, 3, args.length));
        } else {
            System.err.println(
                "usage: PeerLucene build TOKENS INDEXDIR [THREADS]\n"
                + "       PeerLucene query INDEXDIR QUERIES\n"
                + "       PeerLucene cold INDEXDIR CLASS WORD...");
            System.exit(2);
        }
    }
}
