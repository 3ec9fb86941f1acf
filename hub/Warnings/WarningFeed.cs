using System.Text;
using System.Xml;
using System.Xml.Linq;
using EdgeGrid.Hub.Api;

namespace EdgeGrid.Hub.Warnings;

/// <summary>The list of published messages as an Atom feed (RFC 4287), which other systems look at for new ones.</summary>
internal static class WarningFeed
{
    public const string MediaType = "application/atom+xml";

    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    /// <param name="warnings">Newest first.</param>
    /// <param name="address">Where warnings are: ends with a slash.</param>
    /// <param name="options">Who signs.</param>
    public static byte[] Write(IReadOnlyList<WarningRow> warnings, Uri address, WarningOptions options)
    {
        var feed = new XElement(
            Atom + "feed",
            new XElement(Atom + "id", $"urn:edgegrid:warnings:{options.Sender}"),
            new XElement(Atom + "title", $"{options.SenderName}: 预警 warnings"),
            new XElement(Atom + "updated", Instant(warnings.Count > 0 ? warnings[0].SentAt : DateTimeOffset.UnixEpoch)),
            new XElement(Atom + "author", new XElement(Atom + "name", options.SenderName)),
            Link("self", new Uri(address, "feed.atom"), MediaType),
            warnings.Select(warning => Entry(warning, address)));
        var buffer = new MemoryStream();
        using (var writer = XmlWriter.Create(buffer, new XmlWriterSettings { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), Indent = true }))
        {
            feed.Save(writer);
        }

        return buffer.ToArray();
    }

    private static XElement Entry(WarningRow warning, Uri address) => new(
        Atom + "entry",
        new XElement(Atom + "id", $"urn:edgegrid:warning:{warning.Identifier}"),
        new XElement(Atom + "title", TextForXml.Carried($"{warning.HeadlineZh} / {warning.Headline}")),
        new XElement(Atom + "updated", Instant(warning.SentAt)),
        new XElement(Atom + "category", new XAttribute("term", warning.Simulated ? "Test" : "Actual")),
        new XElement(Atom + "category", new XAttribute("term", warning.Message.ToString())),
        new XElement(Atom + "summary", TextForXml.Carried(warning.Headline)),
        Link("alternate", new Uri(address, $"{Uri.EscapeDataString(warning.Identifier)}.cap.xml"), CapXml.MediaType));

    private static XElement Link(string relation, Uri to, string type) =>
        new(Atom + "link", new XAttribute("rel", relation), new XAttribute("type", type), new XAttribute("href", to.AbsoluteUri));

    private static string Instant(DateTimeOffset at) => XmlConvert.ToString(at.UtcDateTime, XmlDateTimeSerializationMode.Utc);
}
