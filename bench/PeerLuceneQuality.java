/* PeerLuceneQuality.java - how well Lucene 8 ranks, as it comes.
 *
 *   PeerLuceneQuality TEXTS QUESTIONS INDEXDIR PREFIX
 *
 * StandardTokenizer and LowerCaseFilter (a syllable is a word), no stop
 * words; a field of the text and one of the text without marks, and for each
 * one of adjacent pairs.  A question is the OR of its words, by
 * BM25 with Lucene's defaults; with pairs, its pairs join that OR with
 * weight 1.  TEXTS and QUESTIONS are what bench/texts.c writes.  The 100
 * best of each question go to PREFIX.accented.run and the like: question,
 * document and rank between tabs, the time a question took in the first
 * line.
 *
 * May depend on: JDK 11, lucene-core, lucene-analyzers-common. */

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.miscellaneous.PerFieldAnalyzerWrapper;
import org.apache.lucene.analysis.shingle.ShingleFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;

public final class PeerLuceneQuality {
    private static final int DEPTH = 100;

    /* The documented advice is a buffer larger than the default 16 MB when
     * indexing in bulk. */
    private static final double BUFFER_MB = 256;

    private PeerLuceneQuality() { }

    private static final class Words extends Analyzer {
        private final boolean pairs;

        Words(boolean pairs) {
            this.pairs = pairs;
        }

        @Override
        protected TokenStreamComponents createComponents(String field) {
            Tokenizer source = new StandardTokenizer();
            TokenStream words = new LowerCaseFilter(source);
            if (pairs) {
                ShingleFilter two = new ShingleFilter(words, 2, 2);
                two.setOutputUnigrams(false);
                words = two;
            }
            return new TokenStreamComponents(source, words);
        }
    }

    private static Analyzer analyzer() {
        Map<String, Analyzer> pairs = new HashMap<>();
        pairs.put("accented_pairs", new Words(true));
        pairs.put("unaccented_pairs", new Words(true));
        return new PerFieldAnalyzerWrapper(new Words(false), pairs);
    }

    /* ---- building ---- */

    /* Positions bear on no score of an OR. */
    private static FieldType textType() {
        FieldType type = new FieldType();
        type.setTokenized(true);
        type.setIndexOptions(IndexOptions.DOCS_AND_FREQS);
        type.freeze();
        return type;
    }

    private static void build(Path texts, Directory dir, Analyzer analyzer)
            throws IOException {
        IndexWriterConfig config = new IndexWriterConfig(analyzer);
        config.setOpenMode(IndexWriterConfig.OpenMode.CREATE);
        config.setRAMBufferSizeMB(BUFFER_MB);
        FieldType type = textType();
        try (IndexWriter writer = new IndexWriter(dir, config);
             BufferedReader in = Files.newBufferedReader(texts)) {
            for (String line; (line = in.readLine()) != null;) {
                String[] parts = line.split("\t", -1);
                Document doc = new Document();
                doc.add(new StoredField("id", parts[0]));
                doc.add(new Field("accented", parts[1], type));
                doc.add(new Field("accented_pairs", parts[1], type));
                doc.add(new Field("unaccented", parts[2], type));
                doc.add(new Field("unaccented_pairs", parts[2], type));
                writer.addDocument(doc);
            }
            writer.commit();
        }
    }

    /* ---- asking ---- */

    private static void addTerms(BooleanQuery.Builder query,
            Analyzer analyzer, String field, String text)
            throws IOException {
        try (TokenStream words = analyzer.tokenStream(field, text)) {
            CharTermAttribute term =
                words.addAttribute(CharTermAttribute.class);
            words.reset();
            while (words.incrementToken()) {
                query.add(new TermQuery(new Term(field, term.toString())),
                    BooleanClause.Occur.SHOULD);
            }
            words.end();
        }
    }

    private static ScoreDoc[] ask(IndexSearcher searcher, Analyzer analyzer,
            String text, String[] fields) throws IOException {
        BooleanQuery.Builder query = new BooleanQuery.Builder();
        for (String field : fields) {
            addTerms(query, analyzer, field, text);
        }
        Query q = query.build();
        return searcher.search(q, DEPTH).scoreDocs;
    }

    private static void run(IndexSearcher searcher, Analyzer analyzer,
            List<String> questions, String form, String[] fields, String path)
            throws IOException {
        int column = form.equals("accented") ? 1 : 2;
        double[] ms = new double[questions.size()];
        StringBuilder out = new StringBuilder();
        for (String line : questions) {     /* lets the compiler settle */
            ask(searcher, analyzer, line.split("\t", -1)[column], fields);
        }
        for (int i = 0; i < ms.length; i++) {
            String[] parts = questions.get(i).split("\t", -1);
            long start = System.nanoTime();
            ScoreDoc[] hits =
                ask(searcher, analyzer, parts[column], fields);
            String[] ids = new String[hits.length];
            for (int h = 0; h < hits.length; h++) {
                ids[h] = searcher.doc(hits[h].doc).get("id");
            }
            ms[i] = (System.nanoTime() - start) / 1e6;
            for (int h = 0; h < ids.length; h++) {
                out.append(parts[0]).append('\t').append(ids[h])
                    .append('\t').append(h + 1).append('\n');
            }
        }
        Arrays.sort(ms);
        try (PrintWriter file = new PrintWriter(path, "UTF-8")) {
            file.printf(Locale.ROOT, "# p50_ms=%.2f p99_ms=%.2f%n",
                ms[ms.length / 2], ms[(int) (ms.length * 0.99)]);
            file.print(out);
            if (file.checkError()) {
                throw new IOException("cannot write " + path);
            }
        }
    }

    public static void main(String[] args) throws Exception {
        if (args.length != 4) {
            System.err.println("usage: PeerLuceneQuality TEXTS QUESTIONS "
                + "INDEXDIR PREFIX");
            System.exit(2);
        }
        Analyzer analyzer = analyzer();
        List<String> questions = Files.readAllLines(Paths.get(args[1]));
        try (Directory dir = FSDirectory.open(Paths.get(args[2]))) {
            build(Paths.get(args[0]), dir, analyzer);
            try (DirectoryReader reader = DirectoryReader.open(dir)) {
                IndexSearcher searcher = new IndexSearcher(reader);
                searcher.setQueryCache(null);
                for (String form : new String[] {
                        "accented", "unaccented" }) {
                    run(searcher, analyzer, questions, form,
                        new String[] { form },
                        args[3] + "." + form + ".run");
                    run(searcher, analyzer, questions, form,
                        new String[] { form, form + "_pairs" },
                        args[3] + "+pairs." + form + ".run");
                }
            }
        }
    }
}
