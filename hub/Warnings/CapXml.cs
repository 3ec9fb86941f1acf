using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using EdgeGrid.Hub.Api;

namespace EdgeGrid.Hub.Warnings;

/// <summary>Writes CAP 1.2: the elements in the order that its schema has them.</summary>
internal static class CapXml
{
    public const string MediaType = "application/cap+xml";

    /// <summary>What cells are called by in a geocode.</summary>
    public const string GridCodeName = "edgegrid.cell";

    public static readonly XNamespace Namespace = "urn:oasis:names:tc:emergency:cap:1.2";

    public static byte[] Write(CapAlert alert)
    {
        var document = new XElement(
            Namespace + "alert",
            Element("identifier", alert.Identifier),
            Element("sender", alert.Sender),
            Element("sent", Instant(alert.SentAt)),
            Element("status", alert.Simulated ? "Test" : "Actual"),
            Element("msgType", alert.Message.ToString()),
            Element("scope", "Public"),
            alert.Simulated ? Element("note", "Made by a simulation: nothing has happened. 模拟演练,并未发生。") : null,
            alert.References.Count > 0 ? Element("references", string.Join(' ', alert.References.Select(one => $"{one.Sender},{one.Identifier},{Instant(one.SentAt)}"))) : null,
            Element("incidents", alert.Incident),
            alert.Infos.Select(info => Info(info, alert)));
        var buffer = new MemoryStream();
        using (var writer = XmlWriter.Create(buffer, new XmlWriterSettings { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), Indent = true }))
        {
            document.Save(writer);
        }

        return buffer.ToArray();
    }

    /// <summary>As the standard wants it: an offset in digits, and <c>-00:00</c> for UTC.</summary>
    public static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'-00:00'", CultureInfo.InvariantCulture);

    private static XElement Info(CapInfo info, CapAlert alert) => new(
        Namespace + "info",
        Element("language", info.Language),
        Element("category", info.Category),
        Element("event", info.Event),
        Element("responseType", info.ResponseType),
        Element("urgency", info.Urgency),
        Element("severity", info.Severity),
        Element("certainty", info.Certainty),
        Element("effective", Instant(alert.SentAt)),
        Element("expires", Instant(info.ExpiresAt)),
        Element("senderName", info.SenderName),
        Element("headline", info.Headline),
        Element("description", info.Description),
        Element("instruction", info.Instruction),
        new XElement(
            Namespace + "area",
            Element("areaDesc", alert.Area.Description),
            alert.Area.Polygons.Select(ring => Element("polygon", string.Join(' ', ring.Select(Point)))),
            alert.Area.GridCode is { } code ? new XElement(Namespace + "geocode", Element("valueName", GridCodeName), Element("value", code)) : null));

    private static string Point((double Latitude, double Longitude) point) => string.Create(CultureInfo.InvariantCulture, $"{point.Latitude:0.######},{point.Longitude:0.######}");

    private static XElement Element(string name, string text) => new(Namespace + name, TextForXml.Carried(text));
}
