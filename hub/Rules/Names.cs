namespace EdgeGrid.Hub.Rules;

/// <summary>A text in both languages of the house.</summary>
/// <param name="Zh">Chinese.</param>
/// <param name="En">English.</param>
internal sealed record Names(string Zh, string En);
