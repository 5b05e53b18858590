"""The papers in front of a dossier: what it is, how to check it, what it shows and what it does not.

Source: RFC 8493 section 2.2.2 (bag-info.txt).
"""

from collections.abc import Mapping
from typing import Any

Json = dict[str, Any]

_README = """集群合规监测：案卷
集群 {cluster}，案件 {case}，日志 {origin}，检查点 {size}{warning_zh}

怎样核验（只需 Python 3.7 以上，不需联网）：

    python3 verify.py 本案卷.zip --key 公钥

公钥请从案卷以外取得（主管部门公布的公钥、回执、审计机关）；data/key.txt 若有，仅供参考。verify.py 也应
使用另行取得的副本：随案卷而来的程序可能与案卷一同被改。退出码：0 通过，1 不通过，2 无法读取。

data/ 之下：events.jsonl 集群的全部记录及证明；calendar.jsonl 日历记录；law/ 所据法规与日历原文，文件名
即其摘要；certificates/ 期限计算书；absence/ 未报送的证明；checkpoint.txt 检查点；summary.html 可打印的
摘要；prov.json、ro-crate-metadata.json 供程序读取。

能说明：每条记录逐字节与检查点所指的日志相符；第 1 条至所附最后一条之间没有遗漏；期限逐日复算相符；作出
“未报送”结论时日志中确无该报送。不能说明：所记内容本身是否属实；所附最后一条之后是否还有记录；摘要
（summary.html）的措辞，以 events.jsonl 为准。

----

Cluster compliance monitor: dossier of a case
Cluster {cluster}, case {case}, log {origin}, checkpoint at {size}{warning_en}

How to check it (Python 3.7 or later is all it takes, no network):

    python3 verify.py THIS.zip --key VERIFIER-KEY

Take the key from elsewhere (published by the department, a receipt, the audit bureau); data/key.txt, where
there is one, is a hint only. Use a copy of verify.py that you got from elsewhere, too: a program that comes
with a forged dossier may be forged with it. Exit codes: 0 holds, 1 does not hold, 2 could not be read.

Below data/: events.jsonl, all events of the cluster with proofs; calendar.jsonl, events of the calendar;
law/, the texts of law and calendars that were used, each named by its hash; certificates/, deadlines counted
day by day; absence/, proofs of absence; checkpoint.txt, the checkpoint; summary.html, to be printed;
prov.json and ro-crate-metadata.json, for programs.

It shows that each event is byte for byte what the log of the checkpoint holds, that none is left out between
the first and the last one given, that the deadlines come out the same when counted again, and that a filing
found missing was not in the log at that time. It does not show that what was recorded is true, nor whether
events follow the last one given, and it does not vouch for the words of summary.html: events.jsonl decides.
"""


def readme(about: Json) -> str:
    """Return the text that a reader sees first, in Chinese and English."""
    warnings_zh = [
        *(["仿真数据，不是真实记录"] if about["simulation"] else []),
        *([] if about["signed"] else ["检查点未签名，不能作为证据"]),
    ]
    warnings_en = [
        *(["a simulation, not a real record"] if about["simulation"] else []),
        *([] if about["signed"] else ["the checkpoint is NOT SIGNED: no evidence"]),
    ]
    return _README.format(
        **about,
        warning_zh="".join(f"\n注意：{each}。" for each in warnings_zh),
        warning_en="".join(f"\nNote: {each}." for each in warnings_en),
    )


def bag_info(about: Json, files: Mapping[str, bytes], version: str) -> str:
    """Return the bag's own metadata."""
    return (
        f"Bag-Software-Agent: cluster-monitor {version}\n"
        f"Bagging-Date: {about['on']}\n"
        f"External-Identifier: {about['cluster']}@{about['size']}\n"
        f"Payload-Oxum: {sum(map(len, files.values()))}.{len(files)}\n"
    )
