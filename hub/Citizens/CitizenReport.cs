using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace EdgeGrid.Hub.Citizens;

/// <summary>A report as a citizen's program sent it, read and found sound.</summary>
internal sealed record CitizenReport
{
    private const int MaxDescription = 4000;
    private const int MaxText = 400;
    private const int MaxUrl = 1000;

    public required CitizenService Service { get; init; }

    public required string Description { get; init; }

    public required string Address { get; init; }

    public string? AddressId { get; init; }

    public (double Latitude, double Longitude)? Position { get; init; }

    public string? MediaUrl { get; init; }

    public string? Contact { get; init; }

    /// <summary>Reads a form; every problem at once.</summary>
    public static (CitizenReport? Report, IReadOnlyList<Open311Error> Problems) Read(IFormCollection form, CitizenOptions options)
    {
        var problems = new List<Open311Error>();
        var service = ServiceOf(Text(form, "service_code", 64, problems), options, problems);
        var position = Place(form, problems);
        var (address, addressId) = (Text(form, "address_string", MaxText, problems), Text(form, "address_id", MaxText, problems));
        if (position is null && address is null && addressId is null && problems.Count == 0)
        {
            problems.Add(new Open311Error(400, new("lat and long, or address_string, or address_id must say where it is.", "须以lat和long,或address_string,或address_id说明地点。")));
        }

        var description = Text(form, "description", MaxDescription, problems);
        var media = Media(Text(form, "media_url", MaxUrl, problems), problems);
        string[] contact = ["first_name", "last_name", "phone", "email"];
        var contacts = contact.Select(name => Text(form, name, MaxText, problems)).OfType<string>().ToList();
        return problems.Count > 0
            ? (null, problems)
            : (new CitizenReport
            {
                Service = service!,
                Description = description ?? service!.Name,
                Address = address ?? "",
                AddressId = addressId,
                Position = position,
                MediaUrl = media,
                Contact = options.KeepContacts && contacts.Count > 0 ? string.Join(", ", contacts) : null,
            }, []);
    }

    /// <summary>Equal for the same thing in the same words at the same place, to ten metres; capitals and blanks aside.</summary>
    public string Sameness()
    {
        var place = Position is { } at
            ? string.Create(CultureInfo.InvariantCulture, $"{at.Latitude:F4} {at.Longitude:F4}")
            : $"{Plain(Address)} {AddressId}";
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{Service.Code}\n{place}\n{Plain(Description)}")));
    }

    private static string Plain(string text) => string.Join(' ', text.ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static CitizenService? ServiceOf(string? code, CitizenOptions options, List<Open311Error> problems)
    {
        if (code is null)
        {
            problems.Add(new Open311Error(400, new("service_code was not provided: services.xml lists them.", "缺少service_code:可用的见services.xml。")));
            return null;
        }

        var found = options.Services.FirstOrDefault(service => service.Code == code);
        if (found is null)
        {
            problems.Add(Open311Error.NoService(code));
        }

        return found;
    }

    private static (double Latitude, double Longitude)? Place(IFormCollection form, List<Open311Error> problems)
    {
        var (latitude, longitude) = (Text(form, "lat", 32, problems), Text(form, "long", 32, problems));
        if (latitude is null && longitude is null)
        {
            return null;
        }

        if (Degrees(latitude, 90) is { } north && Degrees(longitude, 180) is { } east)
        {
            return (north, east);
        }

        problems.Add(new Open311Error(400, new("lat and long go together, as degrees of WGS 84 like 34.2440 and 117.1940.", "lat和long须同时给出,为WGS 84的度,例如34.2440和117.1940。")));
        return null;
    }

    private static double? Degrees(string? text, double most) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && Math.Abs(value) <= most ? value : null;

    private static string? Media(string? url, List<Open311Error> problems)
    {
        if (url is not null && !(Uri.TryCreate(url, UriKind.Absolute, out var link) && link.Scheme is "http" or "https"))
        {
            problems.Add(new Open311Error(400, new("media_url must begin with http:// or https://.", "media_url须以http://或https://开头。")));
        }

        return url;
    }

    private static string? Text(IFormCollection form, string name, int most, List<Open311Error> problems)
    {
        // Control characters say nothing, and neither XML nor every store takes them.
        var text = string.Concat(form[name].ToString().Where(c => !char.IsControl(c) || c is '\n' or '\t')).Trim();
        if (text.Length > most)
        {
            problems.Add(new Open311Error(400, new($"{name} has {text.Length} characters; {most} are taken.", $"{name}有{text.Length}个字符;最多{most}个。")));
        }

        return text.Length == 0 ? null : text;
    }
}
