/* LuceneBuild.java - a token file as a Lucene index: see PeerLucene.java.
 *
 * WhitespaceAnalyzer (the words are cut already); BM25, merging of segments
 * and the codec are as Lucene comes.  A topic is a term to filter by and a
 * column to count, a date is a point to ask ranges of and a column to sort
 * by.
 *
 * May depend on: JDK 11, lucene-core, lucene-analyzers-common. */

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.core.WhitespaceAnalyzer;
import org.apache.lucene.analysis.core.WhitespaceTokenizer;
import org.apache.lucene.analysis.miscellaneous.PerFieldAnalyzerWrapper;
import org.apache.lucene.analysis.shingle.ShingleFilter;
import org.apache.lucene.codecs.lucene87.Lucene87Codec;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.IntPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.BytesRef;

final class LuceneBuild {
    /* The documented advice is a buffer larger than the default 16 MB when
     * indexing in bulk. */
    private static final double BUFFER_MB = 256;

    private final boolean small;
    private final boolean pairs;
    private final FieldType terms = new FieldType();

    LuceneBuild(boolean small, boolean pairs) {
        this.small = small;
        this.pairs = pairs;
        terms.setTokenized(true);
        terms.setIndexOptions(IndexOptions.DOCS_AND_FREQS);
        terms.freeze();
    }

    private static final class Pairs extends Analyzer {
        @Override
        protected TokenStreamComponents createComponents(String field) {
            Tokenizer words = new WhitespaceTokenizer();
            ShingleFilter two = new ShingleFilter(words, 2, 2);
            two.setOutputUnigrams(false);
            return new TokenStreamComponents(words, two);
        }
    }

    private IndexWriterConfig config() {
        Analyzer two = new Pairs();
        IndexWriterConfig config = new IndexWriterConfig(
            new PerFieldAnalyzerWrapper(new WhitespaceAnalyzer(),
                Map.of("exact_pairs", two, "folded_pairs", two)));
        config.setOpenMode(IndexWriterConfig.OpenMode.CREATE);
        config.setRAMBufferSizeMB(BUFFER_MB);
        if (small) {
            config.setCodec(
                new Lucene87Codec(Lucene87Codec.Mode.BEST_COMPRESSION));
        }
        return config;
    }

    void run(Path tokens, Path index, int threads) throws Exception {
        long start = System.nanoTime();
        try (Directory dir = FSDirectory.open(index);
             IndexWriter writer = new IndexWriter(dir, config());
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

    private Document document(String line) {
        String[] parts = line.split("\t", -1);
        Document doc = new Document();
        int date = Integer.parseInt(parts[4]);
        doc.add(new StoredField("id", parts[0]));
        doc.add(new TextField("exact", parts[1], Field.Store.NO));
        doc.add(new TextField("folded", parts[2], Field.Store.NO));
        doc.add(new StringField("topic", parts[3], Field.Store.NO));
        doc.add(new SortedDocValuesField("topic", new BytesRef(parts[3])));
        doc.add(new IntPoint("date", date));
        doc.add(new NumericDocValuesField("date", date));
        doc.add(new StoredField("text", parts[5]));
        if (pairs) {
            doc.add(new Field("exact_pairs", parts[1], terms));
            doc.add(new Field("folded_pairs", parts[2], terms));
        }
        return doc;
    }

    private void addAll(BufferedReader in, IndexWriter writer) {
        try {
            for (;;) {
                String line;
                synchronized (in) {
                    line = in.readLine();
                }
                if (line == null) {
                    return;
                }
                writer.addDocument(document(line));
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
}
