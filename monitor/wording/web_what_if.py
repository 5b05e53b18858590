"""What the pages of what-if and of the interpretation report say: code -> (Chinese, English)."""

WEB_WHAT_IF: dict[str, tuple[str, str]] = {
    "suppose-title": ("试算", "What if"),
    "suppose-intro": (
        "假如换一版办法、一种读法、少一份放假通知，或某项事实另样，哪些集群会有变化、从何日起、因哪一条。",
        "Under another edition, reading, notice or fact: who would change, from which day, by which clause.",
    ),
    "suppose-question": ("假设", "What to suppose"),
    "suppose-do": ("试算", "Run"),
    "suppose-promise": (
        "试算只读不写，不产生任何记录和提醒；地址栏中的网址即为本次试算，可发给他人。",
        "A run writes nothing and alerts nobody; the address of the page is the run, to be passed on.",
    ),
    "suppose-nothing-yet": (
        "还没有假设。请在下面选择另一版办法、读法、放假通知或事实。",
        "Nothing is supposed yet. Choose another edition, reading, notice or fact below.",
    ),
    "suppose-rulebook": ("依哪一版办法", "By which edition"),
    "suppose-rulebook-hint": (
        "征求意见稿也可试算。",
        "Drafts can be tried too.",
    ),
    "suppose-law-in-use": ("现用办法", "the edition in use"),
    "suppose-programme": ("认定工作", "Programme"),
    "suppose-programme-hint": (
        "空着：所选办法的认定工作；没有选办法的，为全部。",
        "Empty: the programme of the edition chosen, else all of them.",
    ),
    "suppose-every-programme": ("全部", "all"),
    "suppose-cluster": ("只试一个集群（编号）", "One cluster only (id)"),
    "suppose-cluster-hint": ("如 fj-jinjiang-shoes。", "Such as fj-jinjiang-shoes."),
    "suppose-notice": ("放假通知", "Holiday notices"),
    "suppose-calendar-in-use": ("照现有通知", "as published"),
    "suppose-without-notice": (
        "假如没有 {year} 年的通知 {number}",
        "as if notice {number} of {year} were not issued",
    ),
    "suppose-from": ("自何日起适用", "From which day on"),
    "suppose-from-hint": (
        "此前一切不变；空着：所选办法的施行日，没有的从头适用。",
        "Nothing before it differs; empty: the day the edition comes into force, else the beginning.",
    ),
    "suppose-readings": ("改取其他读法", "Take other readings"),
    "suppose-as-in-use": ("照现用", "as in use"),
    "suppose-taken-now": ("（现取）", " (taken now)"),
    "suppose-fact": ("不计或改期的事实", "A fact to leave out or to move"),
    "suppose-no-fact": ("不改事实", "none"),
    "suppose-fact-on": ("改为发生在", "As if it were of"),
    "suppose-fact-on-hint": ("空着：不计这一事实。", "Empty: it is left out."),
    "suppose-fact-needs-cluster": (
        "填写集群编号并试算一次后，可在此选择其中一项事实不计或改期。",
        "Name a cluster and run once; then one of its facts can be left out or moved here.",
    ),
    "suppose-result": ("试算结果", "What would differ"),
    "suppose-told-rulebook": ("依 {edition} 试算。", "Tried by {edition}."),
    "suppose-told-choice": ("{choice}：改取“{value}”。", "{choice}: “{value}” is taken."),
    "suppose-told-notice": ("不计放假通知 {value}。", "Without the notice {value}."),
    "suppose-told-fact": ("不计事实 {value}。", "Without the fact {value}."),
    "suppose-told-fact_on": ("并视同该事实发生在 {value}。", "As if that fact were of {value}."),
    "suppose-told-cluster": ("只试集群 {value}。", "Only of the cluster {value}."),
    "suppose-no-flips": (
        "没有集群会有变化。",
        "No cluster would change.",
    ),
    "suppose-cut": (
        "只显示前 {shown} 个，共 {count} 个；全部见导出文件。",
        "The first {shown} of {count}; the files have all of them.",
    ),
    "suppose-workload-hint": (
        "只列有不同的月份；左柱为现行，右柱为试算。",
        "Months that differ only; the left bar is as in use, the right one as tried.",
    ),
    "suppose-workload-told": ("{name}：现行 {base}，试算 {branch}", "{name}: {base} in use, {branch} tried"),
    "readings-title": ("取决于读法的结果", "What rests on readings"),
    "readings-intro": (
        "条文未写明之处各有几种读法。本页逐一改取，列出结果因此不同的集群；其余集群的结果只取决于事实。",
        "Open texts can be read in several ways. Each is tried; clusters not listed rest on the facts alone.",
    ),
    "readings-combinations": ("再试数种读法同时改取（较慢）", "try several readings together too (slower)"),
    "readings-hint": (
        "集群数只计结果不同的；点开所见的试算还列出只变动日期而结果不变的集群。",
        "Counts are of other outcomes; the run behind a count also lists clusters of which only days move.",
    ),
    "readings-later": (
        "可查看的集群有 {count} 个，逐一试算各种读法需要几秒；请选择范围后点击上面的按钮。",
        "{count} clusters: trying every reading on each takes seconds. Choose which, then press the button.",
    ),
    "readings-do": ("查看", "Show"),
    "readings-none": (
        "没有集群的结果取决于读法。",
        "No cluster rests on a reading.",
    ),
    "what-if-too-many": (
        "共有 {count} 个集群，页面一次至多试 {most} 个；请指明集群，或用命令 what-if。",
        "There are {count} clusters, a page tries {most} at most; name one, or use the command what-if.",
    ),
    "notice-unknown": (
        "没有这份放假通知；请从列表中选择。",
        "There is no such notice; choose one of the list.",
    ),
    "list-what-if": ("试算", "What if"),
    "column-first-on": ("最先不同之日", "first differing day"),
}
