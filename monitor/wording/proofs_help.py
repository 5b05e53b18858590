"""Help of checkpoints, receipts and time stamps: code -> (Chinese, English)."""

_HELP: dict[str, tuple[str, str]] = {
    "help checkpoint": (
        "检查点：签名确认日志在某一长度时的根哈希。",
        "Checkpoints: the root of the log at one size, signed.",
    ),
    "help checkpoint keygen": (
        "生成签名密钥并显示验证公钥。私钥文件只有本人可读，不会被覆盖；应由不运行本服务的人保管。",
        "Make a signing key and print its verifier key. Keep the file away from those who run the service.",
    ),
    "help checkpoint sign": (
        "签署检查点。只有当日志确是上次签署内容的延续时才签署，否则拒绝（退出码 1）。",
        "Sign a checkpoint. Only a log that continues what was signed last is signed, else exit code 1.",
    ),
    "help checkpoint show": (
        "列出已保存的检查点；给出 --key 时核对签名。",
        "List the checkpoints kept; with --key their signatures are checked.",
    ),
    "help receipt": (
        "出具回执：记录的位置与叶哈希；有检查点涵盖时附包含证明。以 --check 核对回执。",
        "Give receipts: position and leaf hashes, with proofs once a checkpoint covers them. Or check some.",
    ),
    "help timestamp": (
        "可信时间戳（RFC 3161）：由时间戳机构确认检查点最迟存在的时间。",
        "RFC 3161 time stamps: an authority states until when a checkpoint existed at the latest.",
    ),
    "help timestamp request": (
        "写出对检查点的时间戳请求文件，由人送交时间戳机构；本程序不联网。",
        "Write the request for a checkpoint, to be carried to an authority; nothing is sent.",
    ),
    "help timestamp add": (
        "核对时间戳机构的答复并保存。",
        "Verify the response of an authority and keep it.",
    ),
    "help timestamp show": (
        "列出已保存的时间戳；给出 --root 时重新核对。",
        "List the time stamps kept; with --root they are verified again.",
    ),
    "example checkpoint keygen": (
        "cluster-monitor checkpoint keygen --origin gxt.example/clusters --output log.key",
    )
    * 2,
    "example checkpoint sign": ("cluster-monitor checkpoint sign --key log.key --output checkpoints.txt",)
    * 2,
    "example checkpoint show": ("cluster-monitor checkpoint show --key verifier-keys.txt",) * 2,
    "example receipt": ("cluster-monitor receipt 12 --key receipts.key --output receipt.jsonl",) * 2,
    "example timestamp request": ("cluster-monitor timestamp request --output checkpoint.tsq",) * 2,
    "example timestamp add": (
        "cluster-monitor timestamp add checkpoint.tsr --request checkpoint.tsq --root tsa-ca.pem",
    )
    * 2,
    "example timestamp show": ("cluster-monitor timestamp show --root tsa-ca.pem",) * 2,
}
_PARAMETERS: dict[str, tuple[str, str]] = {
    "help checkpoint keygen --origin": (
        "日志的名称，同时是密钥名，如 gxt.example/clusters；不含空格和加号。",
        "The name of the log and of its key, such as gxt.example/clusters; no spaces, no plus sign.",
    ),
    "help checkpoint keygen --output": ("密钥写入此文件。", "The file for the key."),
    "help checkpoint keygen --scheme": (
        "签名算法；默认 ed25519（软件密钥）。其他算法的私钥留在设备中。",
        "The scheme; ed25519 (in software) if left out. Keys of the others stay in a device.",
    ),
    "help checkpoint keygen --public-key": (
        "设备密钥的公钥文件（PEM 或十六进制）。",
        "The public key of the device, PEM or hexadecimal.",
    ),
    "help checkpoint keygen --command": (
        "设备程序及其参数，逐词给出；从标准输入取内容，向标准输出写签名。",
        "The program of the device and its arguments, a word each; message on stdin, signature on stdout.",
    ),
    "help checkpoint sign --key": (
        "签名密钥文件（见 checkpoint keygen）。",
        "The file of the key (checkpoint keygen).",
    ),
    "help checkpoint sign --sm3-key": (
        "国密日志（SM3）的密钥文件；默认用同一密钥，名称加 /sm3。",
        "The key of the log hashed by SM3; else the same key, its name with /sm3.",
    ),
    "help checkpoint sign --state": (
        "签署人的状态文件，记住上次签署的内容；默认在密钥旁。",
        "What the signer remembers of its last signature; beside the key if left out.",
    ),
    "help checkpoint sign --output": (
        "检查点追加到此文件，交库外保存。",
        "Append to this file, to be kept outside.",
    ),
    "help checkpoint sign --full": ("从第一条记录起重新计算。", "Begin at the first event."),
    "help checkpoint show --key": (
        "可信的验证公钥，或每行一个公钥的文件；可多次。",
        "A trusted verifier key, or a file of some, one a line; may come several times.",
    ),
    "help receipt EVENT": ("记录的编号或总序号。", "The id of an event, or its position."),
    "help receipt --key": (
        "签署回执的密钥文件；与 --check 合用时为可信的验证公钥或公钥文件。",
        "The key that signs the receipts; with --check, trusted verifier keys or a file of some.",
    ),
    "help receipt --output": ("回执写入此文件（JSONL）。", "Write the receipts to this file (JSONL)."),
    "help receipt --check": ("核对此文件中的回执。", "Check the receipts of this file."),
    "help timestamp request --size": (
        "检查点的长度；默认最近一个。",
        "The size of the checkpoint; else the latest.",
    ),
    "help timestamp request --origin": (
        "日志的名称；默认任一 SHA-256 日志。",
        "The name of the log; else any by SHA-256.",
    ),
    "help timestamp request --output": ("请求写入此文件。", "The file for the request."),
    "help timestamp add FILE": ("时间戳机构的答复（.tsr）。", "The response of the authority (.tsr)."),
    "help timestamp add --request": (
        "当时的请求文件；给出时核对其中的随机数。",
        "The request it answers; its nonce is compared.",
    ),
    "help --root": (
        "可信的机构根证书（PEM）；可多次。",
        "A trusted root certificate (PEM); may come several times.",
    ),
    "help import --receipts": (
        "为新记录的每条事实出具回执，写入此文件（JSONL）。",
        "Give a receipt for each fact recorded now, in this file (JSONL).",
    ),
    "help import --receipt-key": ("签署回执的密钥文件。", "The key that signs the receipts."),
}
PROOFS_HELP: dict[str, tuple[str, str]] = {**_HELP, **_PARAMETERS}
