// The sign-in library keeps it to itself when a passkey is not used: here the page says so, in words.
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const words = document.getElementById("passkey-failed");
  if (words) words.hidden = false;
});
