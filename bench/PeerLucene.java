/* PeerLucene.java - Lucene 8, two fields with positions, the text stored.
 *
 *   PeerLucene build TOKENS INDEXDIR [THREADS [VARIANT...]]
 *   PeerLucene query INDEXDIR QUERIES
 *   PeerLucene questions INDEXDIR QUESTIONS words | phrases | pairs
 *   PeerLucene cold INDEXDIR CLASS WORD...
 *
 * Variants of an index: `small` stores texts with BEST_COMPRESSION, not
 * BEST_SPEED, which is how Lucene comes; `pairs` has a field of neighbouring
 * words beside each of the two.  Questions are asked as an OR of their words;
 * with pairs, each two neighbours join it, as a phrase or as a term of those
 * fields.  `cold` opens the index and answers one query, for timing a new
 * process from outside.
 *
 * May depend on: JDK 11, lucene-core, lucene-analyzers-common. */

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Arrays;
import java.util.List;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;

public final class PeerLucene {
    private static final String USAGE =
        "usage: PeerLucene build TOKENS INDEXDIR [THREADS [VARIANT...]]\n"
        + "       PeerLucene query INDEXDIR QUERIES\n"
        + "       PeerLucene questions INDEXDIR QUESTIONS "
        + "words|phrases|pairs\n"
        + "       PeerLucene cold INDEXDIR CLASS WORD...";

    private PeerLucene() { }

    private static IndexSearcher searcher(DirectoryReader reader) {
        IndexSearcher searcher = new IndexSearcher(reader);
        searcher.setQueryCache(null);   /* no peer may remember answers */
        return searcher;
    }

    private static void ask(Path index, Path queries, String pairs)
            throws IOException {
        List<LuceneQuery> list = LuceneQuery.read(queries, pairs);
        try (Directory dir = FSDirectory.open(index);
             DirectoryReader reader = DirectoryReader.open(dir)) {
            new LuceneTimes(searcher(reader)).run(list);
        }
    }

    private static void cold(Path index, String name, String[] words)
            throws IOException {
        LuceneQuery q = new LuceneQuery(name, words, "", "words");
        try (Directory dir = FSDirectory.open(index);
             DirectoryReader reader = DirectoryReader.open(dir)) {
            System.out.println("hits=" + q.top10(searcher(reader)));
        }
    }

    public static void main(String[] args) throws Exception {
        String verb = args.length >= 3 ? args[0] : "";
        /* Of a prefix: as many words as the queries are drawn for. */
        BooleanQuery.setMaxClauseCount(LuceneQuery.EXPAND_MAX);
        if (verb.equals("build")) {
            List<String> variants = Arrays.asList(args)
                .subList(Math.min(4, args.length), args.length);
            new LuceneBuild(variants.contains("small"),
                    variants.contains("pairs"))
                .run(Paths.get(args[1]), Paths.get(args[2]),
                    args.length > 3 ? Integer.parseInt(args[3]) : 1);
        } else if (verb.equals("query")) {
            ask(Paths.get(args[1]), Paths.get(args[2]), "words");
        } else if (verb.equals("questions") && args.length == 4) {
            ask(Paths.get(args[1]), Paths.get(args[2]), args[3]);
        } else if (verb.equals("cold") && args.length > 3) {
            cold(Paths.get(args[1]), args[2],
                Arrays.copyOfRange(args, 3, args.length));
        } else {
            System.err.println(USAGE);
            System.exit(2);
        }
    }
}
