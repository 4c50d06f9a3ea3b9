/* LuceneTimes.java - bench_run() of measure.c for Lucene: the same rounds,
 * budget and output.
 *
 * The compiler of the JVM needs more warming than caches do: everything is
 * asked WARM_UP_PASSES times before the first class is timed.  The time of
 * this thread leaves out the JVM's compiler and collector threads, so only
 * the wall clock tells all.
 *
 * May depend on: JDK 11, lucene-core. */

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.lucene.search.IndexSearcher;

final class LuceneTimes {
    private static final int WARM_UP_PASSES = 2;
    private static final int QUERIES_MIN = 20;
    private static final int COUNTED = 30;

    private final IndexSearcher searcher;
    private final double budget;
    private final boolean counting;
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private double[] wall;
    private double[] cpu;
    private int asked;

    LuceneTimes(IndexSearcher searcher) {
        String seconds = System.getenv("BENCH_CLASS_SECONDS");
        this.searcher = searcher;
        budget = seconds == null ? 1 : Double.parseDouble(seconds);
        counting = !"0".equals(System.getenv("BENCH_COUNT"));
    }

    void run(List<LuceneQuery> list) throws IOException {
        wall = new double[list.size()];
        cpu = new double[list.size()];
        for (int pass = 0; pass < WARM_UP_PASSES; pass++) {
            eachClass(list, false);
        }
        eachClass(list, true);
    }

    private void eachClass(List<LuceneQuery> list, boolean print)
            throws IOException {
        for (int i = 0, end; i < list.size(); i = end) {
            for (end = i; end < list.size()
                    && list.get(end).name.equals(list.get(i).name); end++) {
                continue;
            }
            List<LuceneQuery> one = list.subList(i, end);
            time(one, budget / 2);
            if (print) {
                time(one, budget);
                print(one);
            }
        }
    }

    private void time(List<LuceneQuery> list, double seconds)
            throws IOException {
        long begin = System.nanoTime();
        for (asked = 0; asked < list.size(); asked++) {
            long start = System.nanoTime();
            long used = threads.getCurrentThreadCpuTime();
            if (asked >= QUERIES_MIN && start - begin > seconds * 1e9) {
                break;
            }
            list.get(asked).top10(searcher);
            cpu[asked] = (threads.getCurrentThreadCpuTime() - used) / 1e3;
            wall[asked] = (System.nanoTime() - start) / 1e3;
        }
        Arrays.sort(wall, 0, asked);
        Arrays.sort(cpu, 0, asked);
    }

    private void print(List<LuceneQuery> list) throws IOException {
        int middle = asked / 2;
        int last = asked * 99 / 100;
        System.out.printf(Locale.ROOT, "%s %d %.1f %.1f %.1f %.1f ",
            list.get(0).name, asked, wall[middle], wall[last], cpu[middle],
            cpu[last]);
        if (!counting) {
            System.out.println("- -");
            return;
        }
        int n = Math.min(COUNTED, list.size());
        double hits = 0;
        double check = 0;
        for (LuceneQuery q : list.subList(0, n)) {
            hits += q.count(searcher);
            check += q.newest() || q.facets() ? q.check(searcher) : 0;
        }
        System.out.printf(Locale.ROOT, "%.2f %.2f%n", hits / n, check / n);
    }
}
