using System.Text.Json.Serialization;

namespace EdgeGrid.Hub.People;

/// <summary>What somebody is to a grid: one grid, five roles.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<GridRole>))]
internal enum GridRole
{
    /// <summary>网格长. One for a grid.</summary>
    [JsonStringEnumMemberName("leader")] Leader = 1,

    /// <summary>指导员.</summary>
    [JsonStringEnumMemberName("instructor")] Instructor,

    /// <summary>网格员. The grids of one worker are their duty grid.</summary>
    [JsonStringEnumMemberName("worker")] Worker,

    /// <summary>信息员: wardens of buildings 楼长, two to four for one worker.</summary>
    [JsonStringEnumMemberName("informant")] Informant,

    /// <summary>协理员.</summary>
    [JsonStringEnumMemberName("assistant")] Assistant,
}
