"""Words of checkpoints, receipts and time stamps: code -> (Chinese, English)."""

_ANSWERS: dict[str, tuple[str, str]] = {
    "key-made": (
        "密钥已写入 {file}。验证公钥（请公布并交库外保存）：",
        "The key is in {file}. Its verifier keys, to be published:",
    ),
    "checkpoint-of-nothing": (
        "日志中尚无记录，没有可签署的内容。",
        "Nothing is recorded yet; there is nothing to sign.",
    ),
    "checkpoint-signed": (
        "已签署：长度 {size}，根 {root}，{root_sm3}。",
        "Signed: size {size}, root {root}, {root_sm3}.",
    ),
    "checkpoint-current": (
        "自上次签署（长度 {size}）以来没有新的记录；检查点不变。",
        "Nothing was recorded since the last signature at size {size}; the checkpoint stands.",
    ),
    "empty-checkpoints": (
        "没有检查点。请签署人运行 checkpoint sign。",
        "No checkpoints; let the signer run checkpoint sign.",
    ),
    "empty-time-stamps": ("没有时间戳。见 timestamp request。", "No time stamps; see timestamp request."),
    "receipt-written": ("{count} 份回执已写入 {file}。", "Receipts written to {file}: {count}."),
    "receipt-not-covered": (
        "尚无检查点涵盖此位置；签署检查点后可再取包含证明。",
        "No checkpoint covers this position yet; ask again after the next one for the proof.",
    ),
    "receipt-covered": ("检查点 {origin}，长度 {size}", "checkpoint {origin}, size {size}"),
    "receipt-holds": (
        "总序号 {position}：回执成立（回执签名：{signers}；日志证明：{proofs}）。",
        "Position {position}: the receipt holds (signed by: {signers}; proven by: {proofs}).",
    ),
    "receipt-fails": ("总序号 {position}：{problems}", "Position {position}: {problems}"),
    "receipt-note-bad": (
        "回执的签名不成立或与其内容不符。",
        "its signature is false, or over something else.",
    ),
    "receipt-proof-bad": ("包含证明不成立。", "a proof in it is false."),
    "receipt-vouched-by-nobody": (
        "没有可信公钥为其签名或为其日志签名。",
        "no trusted key signed it, or a log that holds it.",
    ),
    "receipt-event-missing": ("库中没有这一位置的记录。", "nothing is stored at this position."),
    "receipt-event-differs": (
        "库中的记录与回执不符。",
        "what is stored at this position is not what it was given for.",
    ),
    "time-stamp-requested": (
        "对检查点（长度 {size}）的请求已写入 {file}；请送交时间戳机构，再以 timestamp add 保存答复。",
        "The request for size {size} is in {file}; carry it to an authority, then use timestamp add.",
    ),
    "time-stamp-kept": (
        "时间戳成立，已保存：{at}，检查点长度 {size}，序列号 {serial}。",
        "The time stamp holds and is kept: {at}, checkpoint size {size}, serial number {serial}.",
    ),
    "signature-unchecked": ("未核对", "not checked"),
    "signature-unknown": ("无可信签名", "no trusted signature"),
    "signature-bad": ("签名不成立", "false signature"),
    "note-unreadable": ("无法读取", "unreadable"),
    "time-stamp-good": ("成立", "holds"),
    "time-stamp-bad": ("不成立", "does not hold"),
    "progress-sign": ("核对日志", "Following the log"),
    "progress-receipts": ("出具回执", "Giving receipts"),
    "column-log": ("日志", "log"),
    "column-size": ("长度", "size"),
    "column-root-hash": ("根哈希", "root"),
    "column-signature": ("签名", "signature"),
    "column-stamped-at": ("时间戳时间", "stamped at"),
    "column-serial": ("序列号", "serial number"),
    "column-verified": ("核对", "verified"),
    "label-position": ("总序号", "position"),
    "label-event": ("记录编号", "event"),
    "label-type": ("事项", "type"),
    "label-recorded-at": ("记录时间", "recorded at"),
    "label-leaf-sha256": ("叶哈希 SHA-256", "leaf hash SHA-256"),
    "label-leaf-sm3": ("叶哈希 SM3", "leaf hash SM3"),
    "label-covered-by": ("涵盖于", "covered by"),
}
_REFUSALS: dict[str, tuple[str, str]] = {
    "file-exists": ("{file} 已存在，不予覆盖。", "{file} exists and is not overwritten."),
    "key-name-not-accepted": (
        "名称“{found}”不可用作日志名：不得为空、含空格或加号，也不得以 {suffix} 结尾。",
        "“{found}” cannot name a log: no spaces, no plus sign, and it must not end with {suffix}.",
    ),
    "key-file-not-accepted": (
        "{file} 不是签名密钥文件（{reason}）。",
        "{file} holds no signing key ({reason}).",
    ),
    "key-not-of-log": (
        "密钥名为 {found}，须为 {expected}；设备密钥只能签署一个日志，国密日志请以 --sm3-key 另给。",
        "The key is named {found}, not {expected}; a device signs one log, give the other by --sm3-key.",
    ),
    "device-options-incomplete": (
        "算法 {scheme} 的私钥在设备中：须给出 --public-key 和 --command；ed25519 则两者都不给。",
        "A key of {scheme} is in a device: give --public-key and --command; with ed25519 neither.",
    ),
    "public-key-not-accepted": (
        "公钥文件中没有 {scheme} 的公钥。",
        "The file holds no public key of {scheme}.",
    ),
    "verifier-key-not-accepted": ("“{found}”不是验证公钥。", "“{found}” is no verifier key."),
    "signing-device-failed": (
        "签名设备程序 {program} 失败：{reason}。",
        "The signing device {program} failed: {reason}.",
    ),
    "signer-busy": (
        "另一进程正以 {file} 签署；请稍后再试。",
        "Another process is signing with {file}; try again later.",
    ),
    "signer-state-missing": (
        "找不到签署人的状态文件，但库中有此密钥签署的检查点（长度 {size}）；请找回，或加 --full 从头核对。",
        "The state file is missing, yet this key signed size {size}; find it, or check all with --full.",
    ),
    "signer-state-unreadable": (
        "状态文件 {file} 无法读取：{reason}。",
        "The state file {file} is unreadable: {reason}.",
    ),
    "signer-state-of-other-log": (
        "状态文件 {file} 属于 {found}，不属于 {origin}。",
        "The state file {file} belongs to {found}, not to {origin}.",
    ),
    "log-inconsistent-shorter": (
        "拒绝签署：日志长度 {size}，短于已签署的 {signed}；有记录被截去或库被回退。",
        "Not signed: the log has size {size}, {signed} was signed; it was cut or rolled back.",
    ),
    "log-inconsistent-root": (
        "拒绝签署：长度 {size} 的根与已签署的不符；此前的记录或封印被改动。",
        "Not signed: at size {size} the root is not the one signed; earlier events or seals were changed.",
    ),
    "log-inconsistent-seal": (
        "拒绝签署：位置 {position} 的封印与记录不符。",
        "Not signed: the seal at position {position} is not that of the event.",
    ),
    "log-inconsistent-row": (
        "拒绝签署：位置 {position} 的记录不接续其前的记录（版本、时间或格式）。",
        "Not signed: the event at position {position} does not continue those before (version, time, form).",
    ),
    "checkpoint-taken": (
        "日志 {origin} 在长度 {size} 已有另一份检查点。",
        "Another checkpoint of {origin} stands at size {size}.",
    ),
    "checkpoint-not-accepted": (
        "{file} 第 {line} 行起不是检查点（{reason}）。",
        "What begins at line {line} of {file} is no checkpoint ({reason}).",
    ),
    "checkpoint-not-found": (
        "没有这样的检查点；见 checkpoint show。",
        "There is no such checkpoint; see checkpoint show.",
    ),
    "event-not-found": (
        "没有编号或总序号为 {found} 的记录。",
        "There is no event with the id or position {found}.",
    ),
    "receipt-words-missing": (
        "请给出记录的编号或总序号，或以 --check 给出回执文件，二者取一。",
        "Give ids or positions of events, or a file of receipts by --check, one of the two.",
    ),
    "receipt-not-accepted": (
        "{file} 第 {line} 行不是回执：{reason}。",
        "Line {line} of {file} is no receipt: {reason}.",
    ),
    "receipts-do-not-hold": ("有 {count} 份回执不成立。", "Receipts that do not hold: {count}."),
    "receipt-key-without-receipts": (
        "--receipt-key 须与 --receipts 合用。",
        "--receipt-key goes with --receipts.",
    ),
    "certificate-not-accepted": ("{file} 中没有 PEM 证书。", "{file} holds no certificates in PEM."),
    "time-stamp-not-accepted": ("时间戳不成立：{reason}。", "The time stamp does not hold: {reason}."),
    "time-stamp-of-nothing": (
        "没有哈希为 {imprint} 的检查点；该时间戳不是对本库检查点作出的。",
        "No checkpoint here has the hash {imprint}; the time stamp is over something else.",
    ),
    "time-stamps-do-not-hold": ("有 {count} 个时间戳不成立。", "Time stamps that do not hold: {count}."),
}
PROOFS: dict[str, tuple[str, str]] = {**_ANSWERS, **_REFUSALS}
