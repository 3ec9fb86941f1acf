using System.Text;
using System.Xml;

namespace EdgeGrid.Hub.Api;

/// <summary>Text from outside on its way into XML.</summary>
internal static class TextForXml
{
    /// <summary>Without what XML 1.0 cannot carry at all, not even escaped: control characters and halves of characters.</summary>
    public static string Carried(string text)
    {
        if (text.All(XmlConvert.IsXmlChar))
        {
            return text;
        }

        var carried = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            if (XmlConvert.IsXmlChar(text[at]))
            {
                carried.Append(text[at]);
            }
            else if (at + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[at + 1], text[at]))
            {
                carried.Append(text, at++, 2);
            }
        }

        return carried.ToString();
    }
}
