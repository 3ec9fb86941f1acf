namespace EdgeGrid.Hub.Rules;

/// <summary>A district's catalogue, or parts of it, as it is written: what a section does not say is left as it is.</summary>
/// <param name="Calendars">All of them; null when the document says nothing of calendars.</param>
/// <param name="Categories">All of them; null when the document says nothing of categories.</param>
/// <param name="Rules">All of them; null when the document says nothing of rules.</param>
internal sealed record Catalogue(IReadOnlyList<CalendarSpec>? Calendars, IReadOnlyList<Category>? Categories, IReadOnlyList<CaseRule>? Rules);
