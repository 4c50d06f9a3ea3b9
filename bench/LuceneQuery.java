/* LuceneQuery.java - a line of a query file (see measure.h), asked of Lucene.
 *
 * What a class asks for beyond its words is done the way Lucene has for it:
 * a filter is a FILTER clause, a range a point or a column, whichever Lucene
 * thinks cheaper, a page the last ten of a thousand, and a sort by date may
 * skip what is too old.  A prefix is a SynonymQuery of the words that begin
 * so: ranked as one word, as the other peers rank it.  Topics are counted in
 * the pass that finds the ten best.
 *
 * May depend on: JDK 11, lucene-core. */

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.lucene.document.IntPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexOrDocValuesQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MultiCollector;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SimpleCollector;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.SynonymQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopScoreDocCollector;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.StringHelper;

final class LuceneQuery {
    static final int TOP = 10;
    static final int FACETS = 10;
    static final int EXPAND_MAX = 1024;
    private static final int PAGE_OFFSET = 990;

    /* Lucene's own, of IndexSearcher: how far it counts hits exactly. */
    private static final int COUNT_TO = 1000;

    final String name;
    final String[] words;
    private final String more;
    private final String pairs;
    private final String field;

    LuceneQuery(String name, String[] words, String more, String pairs) {
        this.name = name;
        this.words = words;
        this.more = more;
        this.pairs = pairs;
        field = name.endsWith("_folded") ? "folded" : "exact";
    }

    static List<LuceneQuery> read(Path path, String pairs)
            throws IOException {
        List<LuceneQuery> list = new ArrayList<>();
        for (String line : Files.readAllLines(path)) {
            String[] parts = line.split("\t");
            list.add(new LuceneQuery(parts[0], parts[1].split(" "),
                parts.length > 2 ? parts[2] : "", pairs));
        }
        return list;
    }

    boolean newest() {
        return name.startsWith("newest_");
    }

    boolean facets() {
        return name.startsWith("facets_");
    }

    /* ---- queries ----------------------------------------------------- */

    private Query prefix(IndexSearcher searcher) throws IOException {
        BytesRef with = new BytesRef(words[0]);
        SynonymQuery.Builder query = new SynonymQuery.Builder(field);
        TreeSet<BytesRef> found = new TreeSet<>();
        for (LeafReaderContext leaf :
                searcher.getIndexReader().leaves()) {
            Terms terms = leaf.reader().terms(field);
            TermsEnum at = terms == null ? null : terms.iterator();
            if (at == null || at.seekCeil(with) == TermsEnum.SeekStatus.END) {
                continue;
            }
            for (BytesRef t = at.term();
                    t != null && StringHelper.startsWith(t, with);
                    t = at.next()) {
                found.add(BytesRef.deepCopyOf(t));
            }
        }
        for (BytesRef t : found) {
            query.addTerm(new Term(field, t));
        }
        return query.build();
    }

    private void addPairs(BooleanQuery.Builder query) {
        for (int i = 0; i + 1 < words.length; i++) {
            Query pair = pairs.equals("phrases")
                ? new PhraseQuery(field, words[i], words[i + 1])
                : new TermQuery(new Term(field + "_pairs",
                    words[i] + " " + words[i + 1]));
            query.add(pair, BooleanClause.Occur.SHOULD);
        }
    }

    private Query ofWords(IndexSearcher searcher) throws IOException {
        if (name.startsWith("phrase")) {
            return new PhraseQuery(field, words);
        }
        if (name.startsWith("prefix")) {
            return prefix(searcher);
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
        if (!pairs.equals("words")) {
            addPairs(query);
        }
        return query.build();
    }

    private Query condition() {
        if (name.startsWith("filter_")) {
            return new TermQuery(new Term("topic", more));
        }
        if (name.startsWith("range_")) {
            int from = Integer.parseInt(more.split(" ")[0]);
            int to = Integer.parseInt(more.split(" ")[1]);
            return new IndexOrDocValuesQuery(
                IntPoint.newRangeQuery("date", from, to),
                NumericDocValuesField.newSlowRangeQuery("date", from, to));
        }
        return null;
    }

    private Query query(IndexSearcher searcher) throws IOException {
        Query ranked = ofWords(searcher);
        Query condition = condition();
        if (condition == null) {
            return ranked;
        }
        return new BooleanQuery.Builder()
            .add(ranked, BooleanClause.Occur.MUST)
            .add(condition, BooleanClause.Occur.FILTER).build();
    }

    /* ---- asking ------------------------------------------------------ */

    private static Sort byDate() {
        SortField date = new SortField("date", SortField.Type.INT, true);
        date.setCanUsePoints();
        return new Sort(date);
    }

    /* Returns how many came. */
    int top10(IndexSearcher searcher) throws IOException {
        Query query = query(searcher);
        if (newest()) {
            return searcher.search(query, TOP, byDate()).scoreDocs.length;
        }
        if (facets()) {
            return countTopics(searcher, query).size();
        }
        int offset = name.startsWith("page_") ? PAGE_OFFSET : 0;
        int found = searcher.search(query, offset + TOP).scoreDocs.length;
        return Math.max(found - offset, 0);
    }

    int count(IndexSearcher searcher) throws IOException {
        return searcher.count(query(searcher));
    }

    /* See bench_engine in measure.h. */
    long check(IndexSearcher searcher) throws IOException {
        if (facets()) {
            List<Map.Entry<String, Integer>> top =
                countTopics(searcher, query(searcher));
            return top.isEmpty() ? 0 : top.get(0).getValue();
        }
        ScoreDoc[] docs =
            searcher.search(query(searcher), TOP, byDate()).scoreDocs;
        return docs.length == 0 ? 0
            : dateOf(searcher, docs[docs.length - 1].doc);
    }

    private static long dateOf(IndexSearcher searcher, int doc)
            throws IOException {
        for (LeafReaderContext leaf :
                searcher.getIndexReader().leaves()) {
            int in = doc - leaf.docBase;
            if (in >= 0 && in < leaf.reader().maxDoc()) {
                NumericDocValues dates =
                    DocValues.getNumeric(leaf.reader(), "date");
                dates.advanceExact(in);
                return dates.longValue();
            }
        }
        throw new IOException("no such document");
    }

    /* ---- facets ------------------------------------------------------ */

    private static final class TopicCounter extends SimpleCollector {
        private final Map<String, Integer> sums = new HashMap<>();
        private SortedDocValues topics;
        private int[] counts;

        @Override
        protected void doSetNextReader(LeafReaderContext leaf)
                throws IOException {
            finishLeaf();
            topics = DocValues.getSorted(leaf.reader(), "topic");
            counts = new int[topics.getValueCount()];
        }

        @Override
        public void collect(int doc) throws IOException {
            if (topics.advanceExact(doc)) {
                counts[topics.ordValue()]++;
            }
        }

        @Override
        public ScoreMode scoreMode() {
            return ScoreMode.COMPLETE_NO_SCORES;
        }

        void finishLeaf() throws IOException {
            for (int i = 0; counts != null && i < counts.length; i++) {
                if (counts[i] > 0) {
                    sums.merge(topics.lookupOrd(i).utf8ToString(),
                        counts[i], Integer::sum);
                }
            }
            counts = null;
        }
    }

    private static List<Map.Entry<String, Integer>> countTopics(
            IndexSearcher searcher, Query query) throws IOException {
        TopicCounter topics = new TopicCounter();
        TopScoreDocCollector best =
            TopScoreDocCollector.create(TOP, COUNT_TO);
        searcher.search(query, MultiCollector.wrap(best, topics));
        best.topDocs();
        topics.finishLeaf();
        List<Map.Entry<String, Integer>> all =
            new ArrayList<>(topics.sums.entrySet());
        all.sort((a, b) -> b.getValue() - a.getValue());
        return all.subList(0, Math.min(FACETS, all.size()));
    }
}
