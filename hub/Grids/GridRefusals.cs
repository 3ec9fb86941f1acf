using EdgeGrid.Hub.Wording;

namespace EdgeGrid.Hub.Grids;

/// <summary>Why something about grids is not answered or not done.</summary>
internal static class GridRefusals
{
    public static Refusal None { get; } = new("no-grids", "The hub has no grids yet: import them.", "系统尚无网格:请先导入。");

    public static Refusal NoneAt(DateTimeOffset at) => new(
        "no-grids",
        $"No grids were valid at {at:O}: the first version began later.",
        $"在{at:O}没有有效的网格:第一个版本在此之后生效。");

    public static Refusal NoInstant(string name, string text) => new(
        "bad-instant",
        $"'{name}' is '{text}', and must be an instant like 2026-12-01T00:00:00Z.",
        $"'{name}'为'{text}',须为时刻,例如2026-12-01T00:00:00Z。") { Field = name };

    public static Refusal NoGrid(string code, long version) => new("no-such-grid", $"There is no grid {code} in version {version}.", $"版本{version}中没有网格{code}。");

    public static Refusal Coordinates { get; } = new(
        "bad-position",
        "'latitude' is -90 to 90 and 'longitude' is -180 to 180, degrees of WGS-84.",
        "'latitude'为-90至90,'longitude'为-180至180(WGS-84,单位度)。");

    public static Refusal NoCellAt(double latitude, double longitude) =>
        new("no-cell-here", $"No cell holds {latitude}, {longitude}.", $"{latitude}, {longitude}不在任何网格内。");

    // Imports and versions.
    public static Refusal BodyType(string? type) => new(
        "unsupported-media-type",
        $"The body is {type ?? "of no type"}: send it as Content-Type: {GridGeoJson.MediaType}.",
        $"请求体的类型为{type ?? "空"}:请以Content-Type: {GridGeoJson.MediaType}发送。");

    public static Refusal FileTooLarge(int megabytes) => new(
        "body-too-large",
        $"The body is too large: {megabytes} MB are allowed. Simplify the borders; six decimals are 0.1 m.",
        $"请求体过大:最多{megabytes} MB。请简化边界;六位小数即为0.1米。");

    public static Refusal FileRefused(int errors, Phrase first) => new(
        "grids-unusable",
        $"The grids cannot be used: the file has {errors} errors, and nothing was changed. The first: {first}.",
        $"网格无法使用:文件有{errors}个错误,未作任何变更。第一个:{first}。");

    public static Refusal Past(DateTimeOffset from) => new(
        "grids-past",
        $"'from' is {from:O}, and has passed: alerts since then have been filed under the grids of their time. Leave it out to begin at once, or give a later instant.",
        $"'from'为{from:O},已经过去:此后的告警已按当时的网格立案。省略即立即生效,或给出更晚的时刻。");

    public static Refusal Taken(long version, DateTimeOffset from) => new(
        "grids-instant-taken",
        $"Version {version} begins at {from:O} already: withdraw it, or give another instant.",
        $"版本{version}已定于{from:O}生效:请撤回该版本,或给出其他时刻。");

    public static Refusal NoVersion(long version) => new("no-such-grid-version", $"There is no version {version}.", $"没有版本{version}。");

    public static Refusal InForce(long version, DateTimeOffset since) => new(
        "grids-in-force",
        $"Version {version} is valid since {since:O}, and stays: cases stand in its grids. Import another to replace it.",
        $"版本{version}自{since:O}起有效,予以保留:已有案卷属于其网格。请导入新版本以替换。");

    // Duty grids.
    public static Refusal NoDutyGrid(string code) => new("no-such-duty-grid", $"There is no duty grid {code}.", $"没有责任网格{code}。");

    public static Refusal DutyGridChanged(string code, int version, long expected) => new(
        "version-changed",
        $"Duty grid {code} has changed: it is at version {version}, and {expected} was expected. Read it again.",
        $"责任网格{code}已变更:当前版本为{version},而请求所依据的是{expected}。请重新读取。");

    public static Refusal NoCode(string code) => new("bad-code", $"'{code}' is no code: 1 to 32 letters, digits or hyphens.", $"'{code}'不是编码:编码为1至32个字母、数字或连字符。");

    public static Refusal DutyNames(int most) => new("too-long", $"Name and worker have {most} letters at most.", $"名称和网格员最多{most}个字符。");

    public static Refusal DutyCells(int cells, int most) => new(
        "bad-cells",
        $"It has {cells} cells: 1 to {most} may be one worker's. A duty grid of none is deleted.",
        $"共有{cells}个单元网格:每名网格员可有1至{most}个。没有单元网格的责任网格应删除。");

    public static Refusal NoCell(string code) => new("no-such-grid", $"There is no grid {code}.", $"没有网格{code}。");

    public static Refusal CellTaken(string cell, string duty) =>
        new("cell-taken", $"Grid {cell} is part of the duty grid {duty} already.", $"网格{cell}已属于责任网格{duty}。");
}
