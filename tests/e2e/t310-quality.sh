#!/bin/sh
test_description='cvdquality: rankings scored, asked, compared'
cd "$(dirname "$0")" && . ./lib.sh || exit 1

# Two questions; of the second nothing is found.
run() {
    printf 'q1\ta\t2\nq1\tb\t1\n' | tee "$1.accented.run" >"$1.unaccented.run"
}

quality() {
    cvdquality --queries=queries --qrels=qrels "$@"
}

test_expect 'the files are made' '
    printf "q1\tđất đai\nq2\tnhà ở\nq3\tkhông ai chấm\n" >queries &&
    printf "q1\ta\t1\nq2\tb\t1\n" >qrels &&
    run found'
test_expect 'a ranking is scored over the judged questions' '
    quality --tsv --run=some=found >out &&
    cut -f1-6 out >table && test_same table <<-END
	system	questions	MRR@10	nDCG@10	recall@10	recall@100
	some	accented	0.2500	0.3155	0.5000	0.5000
	some	unaccented	0.2500	0.3155	0.5000	0.5000
	END'
test_expect 'columns of the table stand under each other' '
    quality --run=some=found >out && test "$(wc -l <out)" = 3 &&
    test "$(awk "{ print length }" out | sort -u | wc -l)" = 1'
test_expect 'a ranking does not differ from itself' '
    quality --tsv --run=some=found --against=found | sed 1d | cut -f9,10 |
        sort -u >out && printf "+0.0000\t1.0000\n" | test_same out'
test_expect 'parts of the questions make up the whole' '
    quality --tsv --run=some=found --folds=2 | sed -n 2p | cut -f4,9,10 >out &&
    awk "{ exit !(\$2 == \"-\" || \$3 == \"-\" ||
                  \$1 * 2 - \$2 - \$3 < 0.0002) }" out'
test_expect 'our index is asked in both forms, its ranking saved' '
    printf "%s\n" "{\"id\":\"a\",\"text\":\"Luật đất đai\"}" \
        "{\"id\":\"b\",\"text\":\"Luật nhà ở\"}" >c.jsonl &&
    cvdindex add --index idx c.jsonl &&
    quality --tsv --index=idx --save=ours >out && cut -f1-6 out | sed 1d >t &&
    test_same t <<-END &&
	cvdsearch	accented	1.0000	1.0000	1.0000	1.0000
	cvdsearch	unaccented	1.0000	1.0000	1.0000	1.0000
	END
    sed 1d ours.unaccented.run >saved &&
    printf "q1\ta\t1\nq2\tb\t1\n" | test_same saved'
test_expect 'what was saved scores as it did' '
    quality --tsv --run=cvdsearch=ours | diff out -'
test_expect 'each line of --ablation is a row' '
    printf "# title, settings\nas it is\nagain\t\n" >settings &&
    quality --tsv --index=idx --ablation=settings | cut -f1 >out &&
    printf "system\nas it is\nas it is\nagain\nagain\n" | test_same out'
test_expect 'a setting that the ranking does not have is a wrong usage' '
    test_status 2 quality --index=idx --set=no-such-setting=1 2>err &&
    grep "no-such-setting=1" err'
test_expect 'wrong usage is status 2' '
    test_status 2 quality && test_status 2 quality --run=found &&
    test_status 2 quality --run=some=found --folds=1 &&
    test_status 2 cvdquality --qrels=qrels --run=some=found'
test_expect 'a file that is not there, or not of the form, is named' '
    test_status 3 quality --run=some=absent 2>err &&
    grep "absent.accented.run" err &&
    echo "q1 a 1" | tee bad.accented.run >bad.unaccented.run &&
    test_status 3 quality --run=some=bad 2>err &&
    grep "bad.accented.run.*line 1" err &&
    echo x >none &&
    test_status 3 cvdquality --queries=none --qrels=qrels --run=some=found &&
    test_status 3 cvdquality --queries=queries --qrels=none \
        --run=some=found 2>err && grep "none.*line 1" err'
test_done
