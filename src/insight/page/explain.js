// The page of one recording.
const recording = JSON.parse($('data').textContent);
$('title').textContent = `${recording.name}: why each line came when it did`;
if (recording.dropped) $('title').append(` (the first ${recording.dropped} events weren't kept)`);
recording.sources.forEach((source, index) => {
  const option = element('option', source.name);
  option.value = String(index);
  $('files').append(option);
});
$('files-label').hidden = recording.sources.length < 2;
$('files').addEventListener('change', () => showFile(Number($('files').value)));
load(recording, 0);
