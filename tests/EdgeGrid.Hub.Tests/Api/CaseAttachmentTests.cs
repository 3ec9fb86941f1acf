using System.Net;
using System.Net.Http.Headers;
using System.Text;
using EdgeGrid.Hub.Cases;
using EdgeGrid.Hub.Tests.Rig;

namespace EdgeGrid.Hub.Tests.Api;

public sealed class CaseAttachmentTests
{
    /// <summary>The smallest that is recognised: a frame of zeroes between its marks.</summary>
    private static readonly byte[] Jpeg = [0xFF, 0xD8, 0xFF, 0xE0, .. new byte[100], 0xFF, 0xD9];

    /// <summary>A picture of one point, as libpng writes it.</summary>
    private static readonly byte[] Png = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    [Fact]
    public async Task Pictures_Added_AreKeptInOrderAndServedAsWhatTheyAre()
    {
        await using var rig = await HubRig.StartAsync();
        var id = await CaseApi.ReportAsync(rig);

        // Whatever the header says.
        Assert.Equal(HttpStatusCode.OK, (await AddAsync(rig, id, Jpeg, "text/html", "before")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await AddAsync(rig, id, Png, "image/jpeg", "after")).StatusCode);

        var served = await rig.Http.GetAsync($"/api/v1/cases/{id}/attachments/2");
        Assert.Equal(Png, await served.Content.ReadAsByteArrayAsync());
        Assert.Equal("image/png", served.Content.Headers.ContentType?.MediaType);
        Assert.Equal("nosniff", Assert.Single(served.Headers.GetValues("X-Content-Type-Options")));
        var detail = (await rig.Hub.Queries.CaseAsync(id))!;
        Assert.Equal([(1, AttachmentPurpose.Before, "image/jpeg"), (2, AttachmentPurpose.After, "image/png")], detail.Attachments.Select(one => (one.Number, one.Purpose, one.ContentType)));
        Assert.Equal("Picture 2 (after), 1 KB", detail.Events[^1].Text);
        Assert.Equal(HttpStatusCode.NotFound, (await rig.Http.GetAsync($"/api/v1/cases/{id}/attachments/3")).StatusCode);
    }

    [Fact]
    public async Task Upload_ThatIsNoPicture_IsRefusedInWords()
    {
        await using var rig = await HubRig.StartAsync();
        var id = await CaseApi.ReportAsync(rig);

        var response = await AddAsync(rig, id, Encoding.UTF8.GetBytes("<html><script>alert(1)</script></html>"), "image/jpeg", "before");

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
        Assert.StartsWith("The body is neither a JPEG nor a PNG", await CaseApi.ProblemAsync(response), StringComparison.Ordinal);
        Assert.Equal(1, (await rig.Hub.Queries.CaseAsync(id))!.Case.Version);
    }

    [Fact]
    public async Task Upload_TooLarge_IsRefusedInWords()
    {
        await using var rig = await HubRig.StartAsync();
        var id = await CaseApi.ReportAsync(rig);
        byte[] large = [.. Jpeg[..^2], .. new byte[ImageType.MaxBytes], 0xFF, 0xD9];

        var response = await AddAsync(rig, id, large, "image/jpeg", "before");

        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "A picture has at most 5 MB."), (response.StatusCode, await CaseApi.ProblemAsync(response)));
    }

    [Fact]
    public async Task Upload_ForAPurposeOrACaseThatIsNone_IsRefused()
    {
        await using var rig = await HubRig.StartAsync();
        var id = await CaseApi.ReportAsync(rig);

        var purpose = await AddAsync(rig, id, Jpeg, "image/jpeg", "selfie");
        var nowhere = await AddAsync(rig, "20200101-000001", Jpeg, "image/jpeg", "before");

        Assert.Equal((HttpStatusCode.BadRequest, "'purpose' is one of before, after, snapshot."), (purpose.StatusCode, await CaseApi.ProblemAsync(purpose)));
        Assert.Equal(HttpStatusCode.NotFound, nowhere.StatusCode);
    }

    [Fact]
    public void Bytes_ThatOnlyBeginLikeAPicture_AreNone()
    {
        Assert.Null(ImageType.Of(Jpeg.AsSpan(0, 20)));
        Assert.Null(ImageType.Of(Png.AsSpan(0, 20)));
        Assert.Null(ImageType.Of([]));
        Assert.Null(ImageType.Of("GIF89a"u8));
    }

    private static async Task<HttpResponseMessage> AddAsync(HubRig rig, string caseId, byte[] image, string contentType, string purpose)
    {
        using var content = new ByteArrayContent(image);
        content.Headers.ContentType = new MediaTypeHeaderValue(contentType);
        return await rig.Http.PostAsync($"/api/v1/cases/{caseId}/attachments?purpose={purpose}", content);
    }
}
