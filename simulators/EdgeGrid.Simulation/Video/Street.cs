using OpenCvSharp;

namespace EdgeGrid.Simulation.Video;

/// <summary>
/// The street of a script, picture by picture. Surfaces are drawn as they reflect and multiplied with the light that falls
/// on them, so that new light keeps their texture, as it does in a street; the sensor's noise comes last.
/// </summary>
internal sealed class Street : IDisposable
{
    /// <summary>More than the eye or a detector can tell apart, and far cheaper than fresh noise for each frame.</summary>
    private const int NoiseFields = 7;

    private readonly ClipScript _script;
    private readonly Random _random;
    private readonly Mat _empty;
    private readonly Mat _scene = new();
    private readonly Mat _frame = new();
    private readonly Mat[] _noise;
    private readonly StreetLight _light;
    private readonly Size _size;

    public Street(ClipScript script)
    {
        _script = script;
        _size = new Size(script.Width, script.Height);
        _random = new Random(script.Seed);
        _empty = StreetScene.Draw(_size.Width, _size.Height, _random);
        // A little larger than the picture, to be laid over it at a different place each time.
        _noise = [.. Enumerable.Range(0, NoiseFields).Select(_ => StreetScene.Noise(new Size(_size.Width + 64, _size.Height + 64), script.Noise, _random))];
        _light = new StreetLight(_size);
    }

    public Mat At(TimeSpan at)
    {
        if (!_frame.Empty() && Is<Freeze>(at))
        {
            return _frame;
        }

        _empty.CopyTo(_scene);
        foreach (var happening in _script.Events)
        {
            if (happening.ProgressAt(at) is { } progress)
            {
                Draw(happening, progress, at - happening.Start);
            }
        }

        Cv2.Multiply(_scene, _light.At(at, _script), _frame, 1, MatType.CV_8UC3.Value);
        Shine(at);
        Expose(at);
        return _frame;
    }

    public void Dispose()
    {
        _empty.Dispose();
        _scene.Dispose();
        _frame.Dispose();
        _light.Dispose();
        Array.ForEach(_noise, noise => noise.Dispose());
    }

    private bool Is<T>(TimeSpan at)
        where T : ClipEvent => _script.Events.OfType<T>().Any(happening => happening.ProgressAt(at) is not null);

    private void Draw(ClipEvent happening, double progress, TimeSpan since)
    {
        switch (happening)
        {
            case PersonWalks walk:
                Figures.Person(_scene, walk, progress, since);
                break;
            case CatRuns:
                Figures.Cat(_scene, progress, since);
                break;
            case ShopLit:
                StreetScene.Shop(_scene, lit: true);
                break;
        }
    }

    /// <summary>What shines by itself does not wait to be lit.</summary>
    private void Shine(TimeSpan at)
    {
        if (_script.Events.OfType<LampLit>().FirstOrDefault(lamp => lamp.ProgressAt(at) is not null) is { } lit)
        {
            var level = StreetLight.LevelOf(lit, at);
            Cv2.Ellipse(_frame, StreetScene.Lamp(_size), new Size(_size.Width / 50, _size.Height / 80), 0, 0, 360, Figures.Shade(new Scalar(190, 240, 255), level), -1, LineTypes.AntiAlias);
        }

        if (Is<Rain>(at))
        {
            Figures.Drops(_frame, _random);
        }
    }

    private void Expose(TimeSpan at)
    {
        if (Is<Blackout>(at))
        {
            _frame.SetTo(Scalar.All(0));
            return;
        }

        var field = _noise[_random.Next(NoiseFields)];
        using var noise = field.SubMat(new Rect(_random.Next(64), _random.Next(64), _size.Width, _size.Height));
        Cv2.Add(_frame, noise, _frame, dtype: MatType.CV_8UC3.Value);
    }
}
