"""Sentences of intake: code -> (Chinese, English)."""

INTAKE: dict[str, tuple[str, str]] = {
    # places, the beginning of every sentence
    "place-file": ("{file}", "{file}"),
    "place-line": ("{file} 第 {line} 行", "{file}, line {line}"),
    "place-sheet": ("{file} 工作表“{sheet}”", "{file}, sheet “{sheet}”"),
    "place-row": ("{file} 工作表“{sheet}”第 {line} 行", "{file}, sheet “{sheet}”, row {line}"),
    "place-cell": ("{file} 工作表“{sheet}”{cell}", "{file}, sheet “{sheet}”, {cell}"),
    "place-command": ("命令", "command"),
    # fields
    "wrong-type": (
        "{where}：“{field}”填的是“{found}”，类型不对，可填：{allowed}。",
        "{where}: {field} is “{found}”, which is the wrong type; allowed: {allowed}.",
    ),
    "missing-field": (
        "{where}：缺少“{field}”，可填：{allowed}。",
        "{where}: {field} is missing; allowed: {allowed}.",
    ),
    "unknown-field": (
        "{where}：没有“{field}”这个字段；是否想填：{allowed}。",
        "{where}: there is no field {field}; did you mean: {allowed}.",
    ),
    "empty-text": (
        "{where}：“{field}”是空的，可填：{allowed}。",
        "{where}: {field} is empty; allowed: {allowed}.",
    ),
    "text-too-long": (
        "{where}：“{field}”太长（“{found}”），可填：{allowed}。",
        "{where}: {field} is too long (“{found}”); allowed: {allowed}.",
    ),
    "control-characters": (
        "{where}：“{field}”含有不可见的控制字符（“{found}”），可填：{allowed}。",
        "{where}: {field} has control characters (“{found}”); allowed: {allowed}.",
    ),
    "wrong-form": (
        "{where}：“{field}”填的是“{found}”，格式不对，可填：{allowed}。",
        "{where}: {field} is “{found}”, which has the wrong form; allowed: {allowed}.",
    ),
    "out-of-range": (
        "{where}：“{field}”填的是“{found}”，超出范围，可填：{allowed}。",
        "{where}: {field} is “{found}”, which is out of range; allowed: {allowed}.",
    ),
    "not-in-list": (
        "{where}：“{field}”填的是“{found}”，只能填：{allowed}。",
        "{where}: {field} is “{found}”; allowed: {allowed}.",
    ),
    "not-a-day": (
        "{where}：“{field}”填的是“{found}”，不是日期，可填：{allowed}。",
        "{where}: {field} is “{found}”, which is no day; allowed: {allowed}.",
    ),
    "impossible-day": (
        "{where}：“{field}”填的是“{found}”，日历上没有这一天，可填：{allowed}。",
        "{where}: {field} is “{found}”, a day the calendar does not have; allowed: {allowed}.",
    ),
    "not-an-instant": (
        "{where}：“{field}”填的是“{found}”，不是时刻，可填：{allowed}。",
        "{where}: {field} is “{found}”, which is no instant; allowed: {allowed}.",
    ),
    "empty-list": (
        "{where}：“{field}”一项也没有（“{found}”），可填：{allowed}。",
        "{where}: {field} has no item (“{found}”); allowed: {allowed}.",
    ),
    # rules between fields
    "enterprise-unnamed": (
        "{where}：“{field}”至少要有统一社会信用代码（uscc）或名称（name）。",
        "{where}: {field} needs uscc or name.",
    ),
    "notice-length-twice": (
        "{where}：working_days（工作日数）与 days（自然日数）只能填一个。",
        "{where}: state working_days or days, not both.",
    ),
    "validity-reversed": (
        "{where}：valid_to（有效期止）早于 valid_from（有效期起）。",
        "{where}: valid_to lies before valid_from.",
    ),
    "regrade-empty": (
        "{where}：grade、deaths、serious_injuries、direct_loss_yuan 至少填一个。",
        "{where}: state at least one of grade, deaths, serious_injuries, direct_loss_yuan.",
    ),
    "not-accepted": (
        "{where}：这条记录不能接受（{found}）。",
        "{where}: this record is not accepted ({found}).",
    ),
    "partial-restore": (
        "{where}：缺少“{field}”；id、position、recorded_at、recorded_by 要么都有，要么都没有。",
        "{where}: {field} is missing; id, position, recorded_at, recorded_by stand together or not at all.",
    ),
    "unknown-type": (
        "{where}：没有“{found}”这种事项；是否想填：{allowed}。",
        "{where}: there is no fact type “{found}”; did you mean: {allowed}.",
    ),
    "finding-not-imported": (
        "{where}：“{found}”是系统自己得出的结论，不能录入；可录入的有：{allowed}。",
        "{where}: “{found}” is a finding of the system and cannot be recorded; allowed: {allowed}.",
    ),
    # JSON
    "not-json": (
        "{where}：不是合法的 JSON（从第 {found} 个字符起）；每行应为一个 JSON 对象。",
        "{where}: not valid JSON (from character {found} on); each line is one JSON object.",
    ),
    "not-object": (
        "{where}：内容是“{found}”；每行应为一个 JSON 对象，如 {allowed}。",
        "{where}: found “{found}”; each line is one JSON object such as {allowed}.",
    ),
    "duplicate-key": (
        "{where}：“{found}”出现了两次，只能出现一次。",
        "{where}: “{found}” stands there twice; once is allowed.",
    ),
    "not-finite": (
        "{where}：“{found}”不是 JSON 的数，应为有限的数。",
        "{where}: “{found}” is no JSON number; only finite numbers are allowed.",
    ),
    "too-deep": (
        "{where}：JSON 嵌套太深，至多 32 层。",
        "{where}: the JSON is nested too deep; 32 levels are allowed.",
    ),
    "line-too-long": (
        "{where}：这一行太长，至多 {allowed} 字节。",
        "{where}: the line is too long; {allowed} bytes are allowed.",
    ),
    "not-utf8": (
        "{where}：不是 UTF-8 编码（第 {found} 个字节）；请另存为 UTF-8。",
        "{where}: not UTF-8 (byte {found}); save the file as UTF-8.",
    ),
    # files
    "file-missing": (
        "{where}：没有这个文件。",
        "{where}: there is no such file.",
    ),
    "file-unreadable": (
        "{where}：文件读不了（{found}）。",
        "{where}: the file cannot be read ({found}).",
    ),
    "file-kind-unknown": (
        "{where}：不认识“{found}”类型的文件；可用的有 {allowed}。",
        "{where}: files of kind “{found}” are not read; allowed: {allowed}.",
    ),
    "encoding-unknown": (
        "{where}：文字编码认不出来（第 {found} 个字节起）；可用 {allowed}。",
        "{where}: the encoding is not known (from byte {found} on); allowed: {allowed}.",
    ),
    "too-many-problems": (
        "{where}：问题太多，已列出 {found} 个，其余未检查。",
        "{where}: too many problems; {found} are listed, the rest was not examined.",
    ),
    # tables
    "csv-malformed": (
        "{where}：CSV 格式有误（引号未闭合或单元格过长）；每个单元格至多 {allowed} 个字符。",
        "{where}: malformed CSV (an open quotation mark or a cell of more than {allowed} characters).",
    ),
    "type-unnamed": (
        "{where}：不知道是哪种事项；请加“事项”列，或以事项命名文件或工作表：{allowed}。",
        "{where}: the fact type is not named; add a column type, or name file or sheet: {allowed}.",
    ),
    "unknown-column": (
        "{where}：没有“{found}”这一列；是否想填：{allowed}。",
        "{where}: there is no column “{found}”; did you mean: {allowed}.",
    ),
    "duplicate-column": (
        "{where}：“{found}”这一列出现了两次（{field}），只能有一列。",
        "{where}: the column “{found}” stands there twice ({field}); once is allowed.",
    ),
    "missing-column": (
        "{where}：缺少“{field}”这一列，可填：{allowed}。",
        "{where}: the column {field} is missing; allowed: {allowed}.",
    ),
    "stray-cell": (
        "{where}：“{found}”上方没有列名；请补上列名或删去。",
        "{where}: “{found}” stands under no column name; name the column or remove it.",
    ),
    "conflicting-columns": (
        "{where}：“{field}”在几列里填了不能并存的内容（“{found}”）；只能填一处。",
        "{where}: {field} is stated in several columns that exclude each other (“{found}”); state it once.",
    ),
    "mark-unknown": (
        "{where}：行标记是“{found}”；只能是 {allowed}，或留空。",
        "{where}: the mark is “{found}”; allowed: {allowed}, or nothing.",
    ),
    "cell-in-error": (
        "{where}：“{field}”是 Excel 的错误值“{found}”，可填：{allowed}。",
        "{where}: {field} is Excel's error “{found}”; allowed: {allowed}.",
    ),
    # workbooks
    "workbook-broken": (
        "{where}：不是能打开的 .xlsx 工作簿（{found}）；请用 Excel 或 WPS 另存为 .xlsx。",
        "{where}: not a workbook that can be opened ({found}); save it again as .xlsx.",
    ),
    "workbook-locked": (
        "{where}：工作簿有密码；请去掉密码后再导入。",
        "{where}: the workbook has a password; remove it first.",
    ),
    "workbook-too-large": (
        "{where}：工作簿展开后太大（{found}），至多 {allowed}。",
        "{where}: the workbook is too large when unpacked ({found}); allowed: {allowed}.",
    ),
    # words on the command line
    "pair-malformed": (
        "{where}：“{found}”不是“字段=内容”的形式，应如 {allowed}。",
        "{where}: “{found}” is not KEY=VALUE; allowed: {allowed}.",
    ),
}
